using Saddle.Evaluation;
using Saddle.Reporting;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A line of metrics.jsonl.</summary>
internal static class StepRow
{
    /// <summary>What a step did, and what an evaluation after it found.</summary>
    /// <param name="report">The step.</param>
    /// <param name="waitSeconds">How long the session has waited for data.</param>
    /// <param name="evaluation">The evaluation, or null without one.</param>
    /// <param name="device">Where it was made.</param>
    internal static MetricsRow Of(StepReport report, double waitSeconds, EvaluationReport? evaluation, Device device)
    {
        var row = new MetricsRow
        {
            ["step"] = report.Step,
            ["images"] = report.Images,
            ["seconds"] = Math.Round(report.Seconds, 3),
            ["images_per_second"] = Math.Round(report.ImagesPerSecond, 2),
            ["data_wait_seconds"] = Math.Round(waitSeconds, 4),
        };
        if (DeviceMemory.Peak(device) is { } peak)
        {
            row["device_mib"] = Math.Round(peak / 1048576.0);
        }
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
