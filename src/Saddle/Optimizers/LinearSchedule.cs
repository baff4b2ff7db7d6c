using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>In a line to 0 at the end.</summary>
[Component("linear", "in a line to 0 at the end")]
public sealed partial record LinearSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    protected override double ShareCore(double progress) => 1 - progress;
}
