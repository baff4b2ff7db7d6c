using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// Room on a device for what one draw of a <see cref="Sampler"/> brings there, time and again: the numbers of samples that lie on
/// the device already, their bytes, or the samples.
/// </summary>
/// <param name="count">How many samples.</param>
internal sealed class SampleDraw(int count) : IDisposable
{
    /// <summary>How many samples.</summary>
    internal int Count { get; } = count;

    /// <summary>Which samples, int64 <c>[N]</c>, where all of them lie on the device.</summary>
    internal Tensor? Rows { get; set; }

    /// <summary>Which of them are mirrored, bool <c>[N, 1, 1, 1]</c>.</summary>
    internal Tensor? Mirrored { get; set; }

    /// <summary>The samples as bytes, uint8 <c>[N, C, H, W]</c>, where they become a batch on the device.</summary>
    internal Tensor? Bytes { get; set; }

    /// <summary>The labels of those, int64 <c>[N]</c>.</summary>
    internal Tensor? Labels { get; set; }

    /// <summary>The samples, where not all of them lie on the device.</summary>
    internal Batch? Samples { get; set; }

    public void Dispose()
    {
        foreach (Tensor? tensor in new[] { Rows, Mirrored, Bytes, Labels, Samples?.Real, Samples?.Labels, Samples?.Input })
        {
            tensor?.Dispose();
        }
    }
}
