using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>The samples themselves: pixels from 0 to 1, or the coordinates of points.</summary>
/// <param name="device">Where they are computed; null for the processor.</param>
public sealed class PixelFeatures(Device? device = null) : FeatureNetwork
{
    /// <inheritdoc/>
    public override Device Device { get; } = device ?? Device.Cpu;

    /// <inheritdoc/>
    public override FeatureOrigin Origin { get; } = new("pixels");

    /// <inheritdoc/>
    protected override (Tensor Features, Tensor? Logits) Compute(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Tensor flat = samples.flatten(1);
        return (samples.dtype == ScalarType.Byte ? flat.to(ScalarType.Float32).div(255) : flat, null);
    }
}
