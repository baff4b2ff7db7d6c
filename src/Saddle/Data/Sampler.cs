using System.Diagnostics;
using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// An endless sequence of batches, a function of a seed and a position: setting the position back gives the same batches again,
/// which is what a checkpoint does.
/// </summary>
public sealed class Sampler : IDisposable
{
    private readonly DataSet _data;
    private readonly ulong _seed;
    private readonly bool _horizontalFlip;

    private readonly DeviceImages? _resident;
    private readonly bool _sendsBytes;

    internal Sampler(
        DataSet data, ulong seed, Device device, bool horizontalFlip, bool stays = false, bool sendsBytes = false)
    {
        (_data, _seed, Device, _horizontalFlip) = (data, seed, device, horizontalFlip);
        bool elsewhere = device.Type != DeviceType.Cpu;
        _resident = stays || elsewhere ? data.On(device) : null;
        _sendsBytes = _resident is null && (sendsBytes || elsewhere) && data.HasBytes;
    }

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
        if (IsMadeThere)
        {
            using SampleDraw draw = NewDraw(count);
            Fill(draw);
            return Of(draw);
        }
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

    /// <summary>Room on the device for so many samples, time and again.</summary>
    internal SampleDraw NewDraw(int count) => new(count)
    {
        Rows = _resident is null ? null : torch.zeros([count], ScalarType.Int64, Device).DetachFromScope(),
        Mirrored = IsMadeThere && _horizontalFlip
            ? torch.zeros([count, 1, 1, 1], ScalarType.Bool, Device).DetachFromScope()
            : null,
    };

    /// <summary>Whether what a step needs of it lies on the device, but for which samples it takes.</summary>
    internal bool IsResident => _resident is not null;

    /// <summary>Brings what the next samples need to a draw's room on the device. It is all that the host has to do.</summary>
    internal void Fill(SampleDraw draw)
    {
        using OperatorWatch.Pause pause = OperatorWatch.Unwatched();
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        if (!IsMadeThere)
        {
            Batch next = Next(draw.Count);
            draw.Samples = draw.Samples is null ? Own(next) : Copied(next, draw.Samples);
            return;
        }
        if (_resident is not null)
        {
            torch.tensor(_data.RowsAt(_seed, Position, draw.Count)).send_to(draw.Rows!);
        }
        else
        {
            long start = Stopwatch.GetTimestamp();
            (Tensor images, Tensor? labels) = _data.ReadBytes(_seed, Position, draw.Count);
            draw.Bytes = Sent(images, draw.Bytes);
            draw.Labels = labels is null ? null : Sent(labels, draw.Labels);
            WaitSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        if (draw.Mirrored is not null)
        {
            Mirrored(draw.Count).send_to(draw.Mirrored);
        }
        Position += draw.Count;
    }

    /// <summary>The samples of a draw that is filled, made on the device; the caller's scope owns them.</summary>
    internal Batch Of(SampleDraw draw)
        => _resident is not null ? _resident.Gather(draw.Rows!, draw.Mirrored)
            : _sendsBytes ? DeviceImages.ToBatch(draw.Bytes!, draw.Labels?.clone(), draw.Mirrored, _data.InputChannels)
            : draw.Samples!;

    /// <summary>Frees what lies on the device.</summary>
    public void Dispose() => _resident?.Dispose();

    // Whether the device makes batches, of bytes that lie there or come there.
    private bool IsMadeThere => _resident is not null || _sendsBytes;

    private Tensor Sent(Tensor from, Tensor? room)
        => from.send_to(room ?? torch.empty(from.shape.ToArray(), from.dtype, Device).DetachFromScope());

    private static Batch Own(Batch batch) => batch with
    {
        Real = batch.Real.DetachFromScope(),
        Labels = batch.Labels?.DetachFromScope(),
        Input = batch.Input?.DetachFromScope(),
    };

    private static Batch Copied(Batch from, Batch to)
    {
        to.Real.copy_(from.Real);
        to.Labels?.copy_(from.Labels!);
        to.Input?.copy_(from.Input!);
        return to with { Captions = from.Captions };
    }

    // Whether an image is mirrored depends on its position alone, so that neither the batch's size nor a new start changes it.
    private Batch Flip(Batch batch, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor which = Mirrored(count);
        return batch with
        {
            Real = scope.MoveToOuter(Flip(batch.Real, which)),
            Input = batch.Input is null ? null : scope.MoveToOuter(Flip(batch.Input, which)),
        };
    }

    private Tensor Mirrored(int count)
    {
        byte[] mirrored =
            [.. Enumerable.Range(0, count).Select(k => (byte)(Seeds.Derive(_seed, "flip", (ulong)(Position + k)) & 1))];
        return torch.tensor(mirrored, count, 1, 1, 1).to(ScalarType.Bool);
    }

    private static Tensor Flip(Tensor images, Tensor which)
        => torch.where(which, images.flip(3), images).to(MemoryFormat.ChannelsLast);
}
