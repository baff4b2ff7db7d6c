using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The relativistic paired game: each real sample is compared with one fake, and the difference of their logits scored
/// (arXiv:1807.00734, section 3.2; RpGAN in arXiv:2501.05441). The generator plays the same game with the roles exchanged.
/// </summary>
[Component("relativistic", "each real sample against one fake (RpGAN)", Source = "arXiv:1807.00734; arXiv:2501.05441")]
public sealed partial record Relativistic : RelativisticObjective
{
    /// <inheritdoc/>
    public override SupremumTheorem Theorem => MostOf(
        "E[f(C(x) - C(y))], x real and y generated,", "2 chi2 / (2 + chi2)", chiSquared => 2 * chiSquared / (2 + chiSquared));

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => Score(Difference(realLogits, fakeLogits)).mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits)
        => Score(Difference(fakeLogits, realLogits)).mean();

    private static Tensor Difference(Tensor better, Tensor worse) => better.size(0) == worse.size(0)
        ? better - worse
        : throw new InputException(
            $"relativistic pairs real and fake logits, but there are {better.size(0)} of one and {worse.size(0)} of the other.");
}
