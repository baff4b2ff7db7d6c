using Saddle.Data;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Graphics;

/// <summary>Lays a batch of images out on a grid and writes it as one PNG.</summary>
public static class ImageGrid
{
    private const int PaddingPixels = 2;
    private const int StripPaddingPixels = 8;
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
        => Encode([images], columns, scale);

    /// <summary>
    /// Encodes images that belong together: of each part one, side by side, with a line between and around, so that a white
    /// picture ends on white paper, too.
    /// </summary>
    /// <param name="parts">Images as above, all of one shape: the inputs, the answers and so on.</param>
    /// <param name="columns">Strips in a row.</param>
    /// <param name="scale">How many times as large images are drawn.</param>
    internal static byte[] Encode(IReadOnlyList<Tensor> parts, int? columns = null, int? scale = null)
    {
        foreach (Tensor part in parts)
        {
            Check(part, columns, scale);
        }
        Layout layout = Layout.Of(parts, columns, scale);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode _ = torch.no_grad();
        Tensor canvas = torch.full([parts[0].size(1), layout.Height, layout.Width], PaddingByte, ScalarType.Byte);
        for (int part = 0; part < parts.Count; part++)
        {
            Tensor cells = ToBytes(parts[part], layout.CellHeight, layout.CellWidth);
            for (int k = 0; k < layout.Count; k++)
            {
                (int left, int top) = layout.Place(k, part);
                canvas.narrow(1, top, layout.CellHeight).narrow(2, left, layout.CellWidth).copy_(cells.select(0, k));
            }
        }
        byte[] pixels = canvas.permute(1, 2, 0).contiguous().ToArray<byte>();
        return PngFile.Encode(pixels, layout.Width, layout.Height, (int)parts[0].size(1));
    }

    /// <summary>The width and height in pixels of the picture that <see cref="Encode(IReadOnlyList{Tensor}, int?, int?)"/>
    /// makes of images at its own scale.</summary>
    internal static (int Width, int Height) SizeOf(IReadOnlyList<Tensor> parts, int? columns)
    {
        Layout layout = Layout.Of(parts, columns, null);
        return (layout.Width, layout.Height);
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

    // Strips are farther apart than the pictures in them. Images alone have no frame: a page gives them one.
    private readonly record struct Layout(int Count, int Parts, int Across, int CellWidth, int CellHeight)
    {
        internal int Width => checked((2 * Frame) + (Across * (StripWidth + Between)) - Between);

        internal int Height => checked((2 * Frame) + (Down * (CellHeight + PaddingPixels)) - PaddingPixels);

        private int StripWidth => checked((Parts * (CellWidth + PaddingPixels)) - PaddingPixels);

        private int Down => (Count + Across - 1) / Across;

        private int Between => Parts == 1 ? PaddingPixels : StripPaddingPixels;

        private int Frame => Parts == 1 ? 0 : PaddingPixels;

        internal static Layout Of(IReadOnlyList<Tensor> parts, int? columns, int? scale)
        {
            int count = checked((int)parts[0].size(0));
            int across = Math.Min(columns ?? (int)Math.Ceiling(Math.Sqrt(count)), count);
            double wide = (double)across * parts.Count * parts[0].size(3);
            int factor = scale ?? Math.Max(1, (int)Math.Round(ComfortableWidthPixels / wide));
            return new Layout(
                count, parts.Count, across, checked((int)parts[0].size(3) * factor), checked((int)parts[0].size(2) * factor));
        }

        internal (int Left, int Top) Place(int strip, int part)
            => (Frame + (strip % Across * (StripWidth + Between)) + (part * (CellWidth + PaddingPixels)),
                Frame + (strip / Across * (CellHeight + PaddingPixels)));
    }
}
