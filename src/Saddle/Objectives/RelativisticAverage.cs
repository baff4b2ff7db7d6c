using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The relativistic average game: real logits against the fakes' mean, and fake logits against the reals' mean
/// (arXiv:1807.00734, section 3.3). The generator plays the same game with the roles exchanged.
/// </summary>
[Component(
    "relativistic-average", "each sample against the mean of the other side (RaGAN)",
    Source = "arXiv:1807.00734, section 3.3")]
public sealed partial record RelativisticAverage : RelativisticObjective
{
    /// <inheritdoc/>
    public override SupremumTheorem Theorem => MostOf(
        "E_p[f(C - E_q[C])] + E_q[f(E_p[C] - C)]", "8 chi2 / (2 + 3 chi2)", chiSquared => 8 * chiSquared / (2 + 3 * chiSquared));

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits) => Loss(realLogits, fakeLogits);

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => Loss(fakeLogits, realLogits);

    private Tensor Loss(Tensor better, Tensor worse)
        => Score(better - worse.mean()).mean() + Score(better.mean() - worse).mean();
}
