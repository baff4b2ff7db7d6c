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

    public override Theorem? Theorem => null;

    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => (Margin - realLogits).relu().square().mean() + (Margin + fakeLogits).relu().square().mean();

    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -fakeLogits.mean();
}
