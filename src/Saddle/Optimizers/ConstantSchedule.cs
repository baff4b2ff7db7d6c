using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Learning rates stay what they are.</summary>
[Component("constant", "learning rates stay what they are")]
public sealed partial record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    protected override double ShareCore(double progress) => 1;
}
