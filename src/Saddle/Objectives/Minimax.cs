using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The original game: V(D, G) = E_p[log D] + E_q[log(1 - D)], which D maximises and G minimises (arXiv:1406.2661, equation 1).
/// Its generator's gradient vanishes where the discriminator is sure; see <see cref="NonSaturating"/>.
/// </summary>
[Component("minimax", "the original zero-sum game; its generator saturates", Source = "arXiv:1406.2661, equation 1")]
public sealed partial record Minimax : ClassifierObjective
{
    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -MinusLogOneMinusD(fakeLogits).mean();
}
