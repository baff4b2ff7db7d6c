namespace Saddle.Training;

/// <summary>A loss or gradient is no longer finite. The run stopped at once; its last checkpoint is from before.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="step">The step at which it happened.</param>
    /// <param name="metrics">The numbers of that step.</param>
    /// <param name="cause">
    /// What is known to make an update infinite, and what would not, as the end of a sentence; null to judge by the numbers.
    /// </param>
    public TrainingDivergedException(long step, IReadOnlyList<(string Name, double Value)> metrics, string? cause = null)
        : base(Explain(step, metrics, cause)) => Step = step;

    /// <summary>Creates the exception with a message.</summary>
    public TrainingDivergedException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TrainingDivergedException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public TrainingDivergedException() { }

    /// <summary>The step at which it happened.</summary>
    public long Step { get; }

    private static string Explain(long step, IReadOnlyList<(string Name, double Value)> metrics, string? known)
    {
        (string Name, double Value)[] broken = [.. metrics.Where(metric => !double.IsFinite(metric.Value))];
        string what = string.Join(", ", broken.Select(metric => FormattableString.Invariant($"{metric.Name} is {metric.Value}")));
        if (known is not null)
        {
            return $"Training diverged at step {step}: {what}. Likely cause: {known}. Nothing of this step was saved; "
                + "change that, and start again.";
        }
        string cause = broken.All(metric => metric.Name.Contains("gradient", StringComparison.Ordinal))
            ? "the losses are finite but a gradient overflowed: an activation or penalty with an unbounded slope"
            : broken.All(metric => metric.Name.Contains('.', StringComparison.Ordinal))
            ? "losses and gradients are finite but an update overflowed, most often because a learning rate is too high"
            : "the logits grew without bound, most often because a learning rate is too high for this objective";
        return $"Training diverged at step {step}: {what}. Likely cause: {cause}. Nothing of this step was saved; "
            + "lower generator_optimizer.learning_rate and discriminator_optimizer.learning_rate, or choose a bounded objective, "
            + "and start again.";
    }
}
