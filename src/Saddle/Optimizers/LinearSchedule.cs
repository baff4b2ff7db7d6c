using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>In a line, to 0 unless told otherwise.</summary>
[Component("linear", "in a line to 0 at the end, or to a share")]
public sealed partial record LinearSchedule : FallingSchedule
{
    /// <inheritdoc/>
    protected override double Left(double progress) => 1 - progress;
}
