using Saddle.Evaluation;
using Saddle.Reporting;

namespace Saddle.Training;

/// <summary>A line of metrics.jsonl.</summary>
internal static class StepRow
{
    /// <summary>What a step did, and what an evaluation after it found.</summary>
    /// <param name="report">The step.</param>
    /// <param name="waitSeconds">How long the session has waited for data.</param>
    /// <param name="evaluation">The evaluation, or null without one.</param>
    internal static MetricsRow Of(StepReport report, double waitSeconds, EvaluationReport? evaluation)
    {
        var row = new MetricsRow
        {
            ["step"] = report.Step,
            ["images"] = report.Images,
            ["seconds"] = Math.Round(report.Seconds, 3),
            ["images_per_second"] = Math.Round(report.ImagesPerSecond, 2),
            ["data_wait_seconds"] = Math.Round(waitSeconds, 4),
        };
        foreach ((string name, double value) in report.Metrics)
        {
            row[name] = value;
        }
        if (evaluation is not null)
        {
            var scores = new MetricsRow();
            foreach (Score score in evaluation.Scores)
            {
                scores[score.Key] = score.Value;
            }
            row[Run.EvaluationKey] = scores;
        }
        return row;
    }
}
