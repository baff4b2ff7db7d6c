using Saddle.Components;
using Saddle.Objectives;
using Saddle.Torch;

namespace Garden;

/// <summary>The hinge game with squared margins.</summary>
[Component("squared-hinge", "margins whose square counts")]
public sealed partial record SquaredHinge : Objective
{
    /// <summary>The logit beyond which a sample is left alone.</summary>
    [Setting(0.1, 100)] public double Margin { get; init; } = 1;

    public override Theorem Theorem => new PointwiseTheorem(
        "l* = m (p - q) / (p + q), m the margin, and the loss there is m^2 (2 - chi2)",
        "Pearson chi-squared of p + q against 2 q",
        (p, q) => Margin * (p - q) / (p + q),
        (p, q) => p.Zip(q, (a, b) => (a - b) * (a - b) / (a + b)).Sum(),
        chiSquared => Margin * Margin * (2 - chiSquared));

    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => (Margin - realLogits).relu().square().mean() + (Margin + fakeLogits).relu().square().mean();

    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.mean();
}
