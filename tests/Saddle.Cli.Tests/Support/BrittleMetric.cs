using Saddle.Components;
using Saddle.Evaluation;

namespace Saddle.Cli.Tests;

/// <summary>A metric that may break.</summary>
[Component("brittle-metric", "how many samples there are, unless it breaks")]
public sealed partial record BrittleMetric : Metric
{
    public override string Bias => "none";

    public override string? Lacks(Comparison comparison) => null;

    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Fault.Strike();
        return [new Score("count", comparison.Generated.Count)];
    }
}
