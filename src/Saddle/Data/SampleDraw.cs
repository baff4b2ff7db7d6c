using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// Room on a device for what one draw of a <see cref="Sampler"/> brings there, time and again: the numbers of samples that lie on
/// the device already, or the samples.
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

    /// <summary>The samples, where not all of them lie on the device.</summary>
    internal Batch? Samples { get; set; }

    public void Dispose()
    {
        foreach (Tensor? tensor in new[] { Rows, Mirrored, Samples?.Real, Samples?.Labels, Samples?.Input })
        {
            tensor?.Dispose();
        }
    }
}
