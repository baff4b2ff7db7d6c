using Saddle.Torch;

namespace Saddle.Data;

/// <summary>All images of a set on a device, as bytes: a batch is gathered, converted and mirrored there.</summary>
/// <param name="images">
/// uint8 <c>[N, C, H, W]</c>, inputs before the real images where there are pairs; owned from now on.
/// </param>
/// <param name="labels">int64 <c>[N]</c>, or null; owned from now on.</param>
/// <param name="inputChannels">How many channels are the input; 0 without pairs.</param>
internal sealed class DeviceImages(Tensor images, Tensor? labels, long inputChannels) : IDisposable
{
    /// <summary>Some images as a batch has them.</summary>
    /// <param name="rows">Their numbers, int64 <c>[N]</c>, on the device.</param>
    /// <param name="mirrored">Which are mirrored, bool <c>[N, 1, 1, 1]</c>; null for none.</param>
    internal Batch Gather(Tensor rows, Tensor? mirrored)
    {
        using GradMode mode = torch.no_grad();
        using Tensor bytes = images.index_select(0, rows);
        return ToBatch(bytes, labels?.index_select(0, rows), mirrored, inputChannels);
    }

    /// <summary>Bytes on a device as a batch there; the caller's scope owns it.</summary>
    /// <param name="bytes">uint8 <c>[N, C, H, W]</c>, inputs before the real images where there are pairs.</param>
    /// <param name="labels">int64 <c>[N]</c>, which become the batch's; or null.</param>
    /// <param name="mirrored">Which are mirrored, bool <c>[N, 1, 1, 1]</c>; null for none.</param>
    /// <param name="inputChannels">How many channels are the input; 0 without pairs.</param>
    internal static Batch ToBatch(Tensor bytes, Tensor? labels, Tensor? mirrored, long inputChannels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor all = ImageSet.ToUnitRange(bytes);
        all = mirrored is null ? all : torch.where(mirrored, all.flip(3), all);
        Tensor Part(long start, long length)
            => scope.MoveToOuter(all.narrow(1, start, length).contiguous(MemoryFormat.ChannelsLast));
        return new Batch(Part(inputChannels, all.size(1) - inputChannels), labels)
        {
            Input = inputChannels == 0 ? null : Part(0, inputChannels),
        };
    }

    public void Dispose()
    {
        images.Dispose();
        labels?.Dispose();
    }
}
