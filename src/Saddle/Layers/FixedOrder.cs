using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// What libtorch's own operators differentiate on CUDA by adding in no fixed order, and refuse where the same bits are wanted
/// each time, put together from operators that have an order. The processor's have one and are faster: layers use those there.
/// </summary>
internal static class FixedOrder
{
    /// <summary>Whether layers take these forms: on a GPU, and where what they call there is looked at.</summary>
    internal static bool IsFor(Tensor input) => OperatorWatch.IsOn || input.device.Type != DeviceType.Cpu;

    /// <summary>Images continued by their mirror image: <c>[N, C, H + 2 p, W + 2 p]</c>.</summary>
    internal static Tensor ReflectionPad(Tensor images, long padding) => Mirrored(Mirrored(images, 2, padding), 3, padding);

    /// <summary>The largest of each window, the first of equals; pixels beyond the last whole window count for nothing.</summary>
    internal static Tensor MaxPool(Tensor images, ReadOnlySpan<long> window)
    {
        long height = images.size(2) / window[0], width = images.size(3) / window[1];
        Tensor whole = images.narrow(2, 0, height * window[0]).narrow(3, 0, width * window[1]);
        Tensor windows = whole.reshape(images.size(0), images.size(1), height, window[0], width, window[1]);
        return windows.permute(0, 1, 2, 4, 3, 5).flatten(4, 5).max(4);
    }

    /// <summary>Images doubled by bilinear interpolation: <c>[N, C, 2 H, 2 W]</c>.</summary>
    internal static Tensor Doubled(Tensor images) => Doubled(Doubled(images, 2), 3);

    /// <summary>Images halved behind the filter 1, 3, 3, 1 with the border repeated: <c>[N, C, H / 2, W / 2]</c>.</summary>
    internal static Tensor Halved(Tensor images) => Halved(Halved(images, 2), 3);

    private static Tensor Mirrored(Tensor images, int dimension, long padding) => padding == 0 ? images : torch.cat(
        [
            images.narrow(dimension, 1, padding).flip(dimension), images,
            images.narrow(dimension, images.size(dimension) - 1 - padding, padding).flip(dimension),
        ],
        dimension);

    private static Tensor Doubled(Tensor images, int dimension)
        => torch.stack(
            [images.lerp(Before(images, images, dimension), 0.25), images.lerp(After(images, images, dimension), 0.25)],
            dimension + 1).flatten(dimension, dimension + 1);

    private static Tensor Halved(Tensor images, int dimension)
    {
        long[] sizes = images.shape.ToArray();
        Tensor pairs = images.reshape([.. sizes[..dimension], sizes[dimension] / 2, 2, .. sizes[(dimension + 1)..]]);
        Tensor even = pairs.select(dimension + 1, 0), odd = pairs.select(dimension + 1, 1);
        return ((even + odd) * 3 + Before(even, odd, dimension) + After(odd, even, dimension)) * 0.125;
    }

    // Each place's neighbour before it, the first place of `first` where there is none.
    private static Tensor Before(Tensor first, Tensor others, int dimension)
        => torch.cat([first.narrow(dimension, 0, 1), others.narrow(dimension, 0, others.size(dimension) - 1)], dimension);

    // The neighbour after it, the last place of `last` where there is none.
    private static Tensor After(Tensor last, Tensor others, int dimension)
        => torch.cat(
            [
                others.narrow(dimension, 1, others.size(dimension) - 1),
                last.narrow(dimension, last.size(dimension) - 1, 1),
            ],
            dimension);
}
