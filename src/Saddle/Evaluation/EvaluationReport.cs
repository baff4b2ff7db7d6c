namespace Saddle.Evaluation;

/// <summary>What a metric found.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Scores">Its numbers, the most telling first.</param>
public sealed record MeasuredMetric(Metric Metric, IReadOnlyList<Score> Scores);

/// <summary>What an evaluation found, and with what.</summary>
/// <param name="Features">The feature network.</param>
/// <param name="GeneratedCount">How many samples were judged.</param>
/// <param name="ReferenceCount">How many samples they were judged by.</param>
/// <param name="Measured">The metrics' numbers.</param>
/// <param name="Lacking">The metrics that could not be measured, and what they lack.</param>
public sealed record EvaluationReport(
    FeatureOrigin Features, long GeneratedCount, long ReferenceCount, IReadOnlyList<MeasuredMetric> Measured,
    IReadOnlyList<(Metric Metric, string Lack)> Lacking)
{
    /// <summary>Every number.</summary>
    public IEnumerable<Score> Scores => Measured.SelectMany(measured => measured.Scores);

    /// <summary>The number of that key, or not a number if it was not measured.</summary>
    public double this[string key] => Scores.FirstOrDefault(score => score.Key == key)?.Value ?? double.NaN;
}
