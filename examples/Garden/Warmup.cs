using Saddle.Components;
using Saddle.Optimizers;

namespace Garden;

/// <summary>Learning rates rise from 0, and stay.</summary>
[Component("warmup", "learning rates rise in a line from 0, and stay")]
public sealed partial record Warmup : LearningRateSchedule
{
    /// <summary>The share of the run in which they rise.</summary>
    [Setting(1e-6, 1)] public double Rise { get; init; } = 0.1;

    protected override double ShareCore(double progress) => Math.Min(1, progress / Rise);
}
