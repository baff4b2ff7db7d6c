using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Along half a cosine to 0 at the end.</summary>
[Component("cosine", "along half a cosine to 0 at the end")]
public sealed partial record CosineSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    protected override double ShareCore(double progress) => (1 + Math.Cos(Math.PI * progress)) / 2;
}
