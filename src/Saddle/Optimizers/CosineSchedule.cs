using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Along half a cosine, to 0 unless told otherwise.</summary>
[Component("cosine", "along half a cosine to 0 at the end, or to a share")]
public sealed partial record CosineSchedule : FallingSchedule
{
    /// <inheritdoc/>
    protected override double Left(double progress) => (1 + Math.Cos(Math.PI * progress)) / 2;
}
