using Saddle.Data;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Graphics;

/// <summary>Lays a batch of images out on a grid and writes it as one PNG.</summary>
public static class ImageGrid
{
    private const int PaddingPixels = 2;
    private const int ComfortableWidthPixels = 512;

    // Mid grey: a border that neither black nor white images swallow.
    private const byte PaddingByte = 128;

    /// <summary>Writes a grid of images to a PNG file, which is replaced as a whole or not at all.</summary>
    /// <param name="images">
    /// Floating point <c>[N, C, H, W]</c> in [-1, 1], C 1 or 3, on any device; values outside are clamped.
    /// </param>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <param name="columns">Images in a row; by default the grid is nearly square.</param>
    /// <param name="scale">
    /// How many times as large images are drawn; by default small ones are enlarged until the grid is about 512 pixels wide.
    /// </param>
    /// <exception cref="ArgumentException">The shape, element type or a value does not fit.</exception>
    public static void Save(Tensor images, string path, int? columns = null, int? scale = null)
        => AtomicFile.WriteBytes(path, Encode(images, columns, scale));

    /// <summary>Encodes a grid of images as a PNG file in memory.</summary>
    /// <param name="images">
    /// Floating point <c>[N, C, H, W]</c> in [-1, 1], C 1 or 3, on any device; values outside are clamped.
    /// </param>
    /// <param name="columns">Images in a row; by default the grid is nearly square.</param>
    /// <param name="scale">
    /// How many times as large images are drawn; by default small ones are enlarged until the grid is about 512 pixels wide.
    /// </param>
    /// <exception cref="ArgumentException">The shape, element type or a value does not fit.</exception>
    public static byte[] Encode(Tensor images, int? columns = null, int? scale = null)
    {
        Check(images, columns, scale);
        int count = checked((int)images.size(0)), across = Across(count, columns);
        int factor = scale ?? ComfortableScale(across, images.size(3));
        int cellHeight = checked((int)images.size(2) * factor), cellWidth = checked((int)images.size(3) * factor);
        (int width, int height) = Size(count, across, cellWidth, cellHeight);

        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode _ = torch.no_grad();
        Tensor cells = ToBytes(images, cellHeight, cellWidth);
        Tensor canvas = torch.full([images.size(1), height, width], PaddingByte, ScalarType.Byte);
        for (int k = 0; k < count; k++)
        {
            int top = k / across * (cellHeight + PaddingPixels), left = k % across * (cellWidth + PaddingPixels);
            canvas.narrow(1, top, cellHeight).narrow(2, left, cellWidth).copy_(cells.select(0, k));
        }
        byte[] pixels = canvas.permute(1, 2, 0).contiguous().ToArray<byte>();
        return PngFile.Encode(pixels, width, height, (int)images.size(1));
    }

    /// <summary>The width and height in pixels of the picture that <see cref="Save"/> makes of images at its own scale.</summary>
    internal static (int Width, int Height) SizeOf(Tensor images, int? columns)
    {
        int count = checked((int)images.size(0)), across = Across(count, columns);
        int factor = ComfortableScale(across, images.size(3));
        return Size(count, across, checked((int)images.size(3) * factor), checked((int)images.size(2) * factor));
    }

    private static int Across(int count, int? columns) => Math.Min(columns ?? (int)Math.Ceiling(Math.Sqrt(count)), count);

    private static (int Width, int Height) Size(int count, int across, int cellWidth, int cellHeight)
    {
        int down = (count + across - 1) / across;
        return (
            checked((across * (cellWidth + PaddingPixels)) - PaddingPixels),
            checked((down * (cellHeight + PaddingPixels)) - PaddingPixels));
    }

    private static Tensor ToBytes(Tensor images, int height, int width)
    {
        Tensor values = images.detach().to(ScalarType.Float32);
        if (values.isfinite().all().item() == 0)
        {
            throw new ArgumentException(
                "The images hold values that are not finite: the network that made them has diverged, " +
                "or they were divided by zero.", nameof(images));
        }
        Tensor bytes = ImageSet.ToBytes(values);
        return (height == images.size(2) ? bytes : torch.upsample_nearest2d(bytes, height, width)).cpu();
    }

    private static int ComfortableScale(int across, long imageWidth)
        => Math.Max(1, (int)Math.Round(ComfortableWidthPixels / ((double)across * imageWidth)));

    private static void Check(Tensor images, int? columns, int? scale)
    {
        ArgumentNullException.ThrowIfNull(images);
        string received = $"received {images}";
        if (images.dim() != 4)
        {
            throw new ArgumentException(
                $"Expected images [N, C, H, W], {received}: add the missing dimensions with unsqueeze, " +
                "or draw points [N, 2] with ScatterPlot.", nameof(images));
        }
        if (images.size(1) is not (1 or 3))
        {
            throw new ArgumentException(
                $"Expected 1 or 3 channels in [N, C, H, W], {received}: if the channels are last, permute(0, 3, 1, 2) first.",
                nameof(images));
        }
        if (images.numel() == 0)
        {
            throw new ArgumentException($"Expected at least one image of at least one pixel, {received}.", nameof(images));
        }
        if (images.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16))
        {
            throw new ArgumentException(
                $"Expected floating point images in [-1, 1], {received}: convert bytes with images / 127.5 - 1.", nameof(images));
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(columns ?? 1, 1, nameof(columns));
        ArgumentOutOfRangeException.ThrowIfLessThan(scale ?? 1, 1, nameof(scale));
    }
}
