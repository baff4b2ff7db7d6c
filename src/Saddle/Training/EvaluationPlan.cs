using Saddle.Components;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;

namespace Saddle.Training;

/// <summary>Which metrics a run measures while it learns, of its averaged generator, and when.</summary>
[Component("evaluate", "what is measured while a run learns")]
public sealed partial record EvaluationPlan : Component
{
    /// <summary>Images between evaluations; 0 for none.</summary>
    [Setting(0, 1e12)] public long EveryImages { get; init; }

    /// <summary>Metrics with commas between (./saddle metrics), settings after colons: kid:subsets=3.</summary>
    [Setting] public string Metrics { get; init; } = "fid,precision-recall";

    /// <summary>Samples of each side that are compared at most.</summary>
    [Setting(10, 1_000_000)] public int Count { get; init; } = 10_000;

    /// <summary>Classifier, resnet18, inception, pixels or a TorchScript file; auto takes what fits the data.</summary>
    [Setting] public string Features { get; init; } = "auto";

    /// <summary>The metric by which the best checkpoint is kept; empty for none.</summary>
    [Setting] public string Best { get; init; } = "fid";

    /// <summary>The metrics that are measured.</summary>
    /// <exception cref="InputException">One of them is unknown.</exception>
    public IReadOnlyList<Metric> Measured => Evaluator.Parse(Metrics);

    /// <summary>The metric by which the best checkpoint is kept; null for none.</summary>
    public Metric? Criterion => Measured.FirstOrDefault(metric => metric.Name == Best);

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        try
        {
            _ = Measured;
        }
        catch (InputException error)
        {
            return error.Problems;
        }
        return Best.Length > 0 && Criterion is null
            ? [$"best must be one of the metrics that are measured ({Metrics}), or empty, but is {Best}"]
            : [];
    }
}
