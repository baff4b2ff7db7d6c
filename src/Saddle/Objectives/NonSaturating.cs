using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The game as it is played: the same discriminator as <see cref="Minimax"/>, and a generator that minimises -E_q[log D]
/// (arXiv:1406.2661, section 3), whose gradient is strong where the discriminator is sure. At D* it descends
/// KL(q || p) - 2 JSD(p, q), not the JSD (arXiv:1701.04862, theorem 2.5).
/// </summary>
[Component("non-saturating", "the standard GAN: the generator maximises log D", Source = "arXiv:1406.2661, section 3")]
public sealed partial record NonSaturating : ClassifierObjective
{
    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => MinusLogD(fakeLogits).mean();
}
