using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The hinge game: E_p[max(0, 1 - l)] + E_q[max(0, 1 + l)] for the discriminator, -E_q[l] for the generator
/// (arXiv:1705.02894, equations 4 and 5; arXiv:1802.05957, equation 17).
/// </summary>
[Component(
    "hinge", "margins of 1 on either side; measures total variation",
    Source = "arXiv:1705.02894; arXiv:1802.05957, equation 17")]
public sealed partial record Hinge : Objective
{
    private static readonly PointwiseTheorem s_theorem = new(
        "l* = sign(p - q), and the discriminator's loss there is 2 - 2 TV(p, q)",
        "total variation",
        (p, q) => Math.Sign(p - q),
        Divergences.TotalVariation,
        totalVariation => 2 - 2 * totalVariation);

    /// <inheritdoc/>
    public override PointwiseTheorem Theorem => s_theorem;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => (1 - realLogits).relu().mean() + (1 + fakeLogits).relu().mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.mean();
}
