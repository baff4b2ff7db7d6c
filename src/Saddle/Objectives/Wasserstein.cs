using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// WGAN: the critic maximises E_p[l] - E_q[l], the generator E_q[l] (arXiv:1701.07875, equation 2). Over 1-Lipschitz critics the
/// supremum is the Wasserstein distance W1(p, q); without a penalty or constraint it is infinite, so there is no theorem about
/// free logits.
/// </summary>
[Component("wasserstein", "the critic's gap; W1 when the critic is kept 1-Lipschitz", Source = "arXiv:1701.07875, equation 2")]
public sealed partial record Wasserstein : Objective
{
    /// <inheritdoc/>
    public override Theorem? Theorem => null;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => fakeLogits.mean() - realLogits.mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.mean();
}
