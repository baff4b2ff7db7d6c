using Saddle.Components;
using Saddle.Evaluation;
using Saddle.Torch;

namespace Garden;

/// <summary>How much wider or narrower one set is than the other.</summary>
[Component("spread", "the log of the ratio of spreads, and the distance of means; 0 is best")]
public sealed partial record Spread : Metric
{
    public override string Bias => "none that is known";

    public override bool LessIsBetter => true;

    public override string? Lacks(Comparison comparison) => TooFew(comparison.Generated, 2) ?? TooFew(comparison.Reference, 2);

    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        (Tensor generated, Tensor reference) = (comparison.Generated.Features, comparison.Reference.Features);
        double away = (generated.mean([0]) - reference.mean([0])).norm().item();
        double ratio = Math.Log(generated.var([0]).sum().item() / reference.var([0]).sum().item()) / 2;
        return [new Score("spread", Math.Abs(ratio) + away)];
    }
}
