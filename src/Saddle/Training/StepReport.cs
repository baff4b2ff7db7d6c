namespace Saddle.Training;

/// <summary>What one step of a run did.</summary>
/// <param name="Step">The number of the step, from 1.</param>
/// <param name="TotalSteps">How many steps the run has.</param>
/// <param name="Images">Samples learnt from so far.</param>
/// <param name="Seconds">Training time so far, over all sessions of the run.</param>
/// <param name="ImagesPerSecond">The rate over the last steps of this session.</param>
/// <param name="Metrics">The learner's numbers by name, as metrics.jsonl has them: losses, logits, gradient norms.</param>
public sealed record StepReport(
    long Step, long TotalSteps, long Images, double Seconds, double ImagesPerSecond,
    IReadOnlyList<(string Name, double Value)> Metrics)
{
    /// <summary>The time that the steps left will take at this rate, in seconds.</summary>
    public double SecondsLeft
        => ImagesPerSecond > 0 ? (TotalSteps - Step) * ((double)Images / Step) / ImagesPerSecond : double.NaN;

    /// <summary>One of the learner's numbers, or not a number if it has none of that name.</summary>
    public double this[string name]
        => Metrics.Where(metric => metric.Name == name).Select(metric => metric.Value).DefaultIfEmpty(double.NaN).First();

    /// <inheritdoc/>
    public override string ToString()
        => FormattableString.Invariant($"step {Step} of {TotalSteps}, {Images} images, {ImagesPerSecond:0} images/s: ")
            + string.Join(", ", Metrics.Select(metric => $"{metric.Name} {NumberText.Show(metric.Value, "0.###")}"));
}
