using Saddle.Components;
using Saddle.Evaluation;

namespace Saddle.Training;

/// <summary>Which metrics a run measures while it learns, of its averaged generator, and when.</summary>
public sealed class EvaluationPlan : Component
{
    /// <summary>The section of a recipe.</summary>
    public static Entry<EvaluationPlan> Entry { get; } = new(
        "evaluate", "what is measured while a run learns", "",
        [
            Setting.Whole("every_images", 0, "images between evaluations; 0 for none", 0, 1_000_000_000_000),
            Setting.Text("metrics", "fid,precision-recall", "metrics with commas between (./saddle metrics)"),
            Setting.Whole("count", 10_000, "samples of each side that are compared at most", 10, 1_000_000),
            Setting.Text("features", "auto", "classifier, inception, pixels or a TorchScript file; auto takes what fits the data"),
            Setting.Text("best", "fid", "the metric by which the best checkpoint is kept; empty for none"),
        ],
        s => new EvaluationPlan(s.Whole("every_images"), s.Text("metrics"), (int)s.Whole("count"), s.Text("features"), s.Text("best")));

    /// <summary>Plans evaluations.</summary>
    /// <param name="everyImages">Images between evaluations; 0 for none.</param>
    /// <param name="metrics">The metrics' names with commas between.</param>
    /// <param name="count">Samples of each side that are compared at most.</param>
    /// <param name="features">classifier, inception, pixels or a TorchScript file; auto takes what fits the data.</param>
    /// <param name="best">The metric by which the best checkpoint is kept; empty for none.</param>
    /// <exception cref="ArgumentException">A metric is unknown, or <paramref name="best"/> is none of those that are measured.</exception>
    public EvaluationPlan(
        long everyImages = 0, string metrics = "fid,precision-recall", int count = 10_000, string features = "auto", string best = "fid")
        : base(Entry, ("every_images", everyImages), ("metrics", metrics), ("count", count), ("features", features), ("best", best))
    {
        (EveryImages, Count, Features) = (everyImages, count, features);
        Metrics = Evaluator.Parse(metrics);
        Best = Metrics.FirstOrDefault(metric => metric.Name == best);
        if (best.Length > 0 && Best is null)
        {
            throw new ArgumentException($"best must be one of the metrics that are measured ({metrics}), or empty, but is {best}.");
        }
    }

    /// <summary>Images between evaluations; 0 for none.</summary>
    public long EveryImages { get; }

    /// <summary>The metrics.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Samples of each side that are compared at most.</summary>
    public int Count { get; }

    /// <summary>The feature network's name.</summary>
    public string Features { get; }

    /// <summary>The metric by which the best checkpoint is kept; null for none.</summary>
    public Metric? Best { get; }
}
