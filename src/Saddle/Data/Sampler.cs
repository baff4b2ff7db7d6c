using System.Diagnostics;
using Saddle.Components;
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
    private readonly bool _horizontalFlip;

    internal Sampler(DataSet data, ulong seed, Device device, bool horizontalFlip)
        => (_data, _seed, Device, _horizontalFlip) = (data, seed, device, horizontalFlip);

    /// <summary>Where the samples come to lie.</summary>
    public Device Device { get; }

    /// <summary>How many samples were drawn so far.</summary>
    public long Position { get; set; }

    /// <summary>How long callers waited for samples so far, in seconds.</summary>
    public double WaitSeconds { get; private set; }

    /// <summary>The next samples, on the sampler's device; the caller's scope owns them.</summary>
    /// <param name="count">How many.</param>
    public Batch Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using OperatorWatch.Pause pause = OperatorWatch.Unwatched();
        long start = Stopwatch.GetTimestamp();
        Batch batch = _data.Read(_seed, Position, count);
        batch = _horizontalFlip ? Flip(batch, count) : batch;
        Position += count;
        if (Device.Type != DeviceType.Cpu)
        {
            batch =
                batch with { Real = batch.Real.to(Device), Labels = batch.Labels?.to(Device), Input = batch.Input?.to(Device) };
        }
        WaitSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        return batch;
    }

    // Whether an image is mirrored depends on its position alone, so that neither the batch's size nor a new start changes it.
    private Batch Flip(Batch batch, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        byte[] mirrored =
            [.. Enumerable.Range(0, count).Select(k => (byte)(Seeds.Derive(_seed, "flip", (ulong)(Position + k)) & 1))];
        Tensor which = torch.tensor(mirrored, count, 1, 1, 1).to(ScalarType.Bool);
        return batch with
        {
            Real = scope.MoveToOuter(Flip(batch.Real, which)),
            Input = batch.Input is null ? null : scope.MoveToOuter(Flip(batch.Input, which)),
        };
    }

    private static Tensor Flip(Tensor images, Tensor which)
        => torch.where(which, images.flip(3), images).to(MemoryFormat.ChannelsLast);
}
