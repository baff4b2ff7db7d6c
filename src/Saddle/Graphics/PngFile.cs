using Saddle.Files;
using SkiaSharp;

namespace Saddle.Graphics;

/// <summary>Writes 8-bit PNG pictures.</summary>
public static class PngFile
{
    private const int MaximumSide = 1 << 20;

    /// <summary>Encodes pixels as a PNG file in memory.</summary>
    /// <param name="pixels">Bytes <c>[height, width, channels]</c>, in sRGB.</param>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 (grey), 3 (red, green, blue) or 4 (with opacity).</param>
    /// <exception cref="ArgumentException">The number of bytes is not height * width * channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or the number of channels is out of range.</exception>
    /// <exception cref="InvalidOperationException">The encoder failed.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        CheckSide(width, nameof(width));
        CheckSide(height, nameof(height));
        if (channels is not (1 or 3 or 4))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A PNG has 1, 3 or 4 channels.");
        }
        long expected = (long)width * height * channels;
        if (pixels.Length != expected)
        {
            throw new ArgumentException(
                $"Expected {height} x {width} x {channels} = {expected} bytes, received {pixels.Length}: " +
                "pass the picture as [height, width, channels], without padding between rows.", nameof(pixels));
        }
        if (channels != 3)
        {
            return Encode(pixels, width, height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888);
        }
        // Skia knows no pixels of three bytes.
        byte[] padded = new byte[checked(width * height * 4)];
        for (int from = 0, to = 0; from < pixels.Length; from += 3, to += 4)
        {
            pixels.Slice(from, 3).CopyTo(padded.AsSpan(to));
        }
        return Encode(padded, width, height, SKColorType.Rgb888x);
    }

    /// <summary>Encodes pixels and writes them to a file, which is replaced as a whole or not at all.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <param name="pixels">Bytes <c>[height, width, channels]</c>, in sRGB.</param>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 (grey), 3 (red, green, blue) or 4 (with opacity).</param>
    /// <exception cref="ArgumentException">The number of bytes is not height * width * channels.</exception>
    public static void Save(string path, ReadOnlySpan<byte> pixels, int width, int height, int channels)
        => AtomicFile.WriteBytes(path, Encode(pixels, width, height, channels));

    private static unsafe byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, SKColorType kind)
    {
        SKAlphaType opacity = kind == SKColorType.Rgba8888 ? SKAlphaType.Unpremul : SKAlphaType.Opaque;
        fixed (byte* first = pixels)
        {
            var info = new SKImageInfo(width, height, kind, opacity, null);
            using var pixmap = new SKPixmap(info, (nint)first, info.RowBytes);
            using SKData? file = pixmap.Encode(SKPngEncoderOptions.Default);
            return file?.ToArray()
                ?? throw new InvalidOperationException($"Skia could not write a PNG of {width}x{height} pixels.");
        }
    }

    private static void CheckSide(int side, string name)
    {
        if (side is < 1 or > MaximumSide)
        {
            throw new ArgumentOutOfRangeException(name, side, $"A picture's side is 1 to {MaximumSide} pixels.");
        }
    }
}
