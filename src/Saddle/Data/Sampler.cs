using System.Diagnostics;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// An endless sequence of batches, a function of a seed and a position: setting the position back gives the same batches again,
/// which is what a checkpoint does.
/// </summary>
public sealed class Sampler
{
    private readonly DataSet _data;
    private readonly ulong _seed;
    private readonly Device _device;

    internal Sampler(DataSet data, ulong seed, Device device) => (_data, _seed, _device) = (data, seed, device);

    /// <summary>How many samples were drawn so far.</summary>
    public long Position { get; set; }

    /// <summary>How long callers waited for samples so far, in seconds.</summary>
    public double WaitSeconds { get; private set; }

    /// <summary>The next samples, on the sampler's device; the caller's scope owns them.</summary>
    /// <param name="count">How many.</param>
    public Batch Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        long start = Stopwatch.GetTimestamp();
        Batch batch = _data.Read(_seed, Position, count);
        Position += count;
        if (_device.Type != DeviceType.Cpu)
        {
            batch = batch with { Real = batch.Real.to(_device), Labels = batch.Labels?.to(_device), Input = batch.Input?.to(_device) };
        }
        WaitSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        return batch;
    }
}
