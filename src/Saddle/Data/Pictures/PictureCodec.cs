using System.Buffers.Binary;
using SkiaSharp;

namespace Saddle.Data.Pictures;

/// <summary>
/// Decodes pictures with Skia, within limits: what a header promises is checked before memory is taken for it, and what Skia
/// makes up for a file that was cut off is refused.
/// </summary>
internal static class PictureCodec
{
    private const int MaximumSide = 65535;
    private const long MaximumPixels = 100_000_000;

    // PNG's header chunk follows the signature: its length and name, width, height, bits, colour type.
    private const int PngSizeAt = 16, PngColoursAt = 25;

    /// <summary>Reads a header.</summary>
    /// <param name="file">The file, or as much of its beginning as the header needs.</param>
    /// <param name="header">What it says.</param>
    /// <returns>Null, or why it is no picture that can be decoded.</returns>
    internal static string? Probe(ReadOnlySpan<byte> file, out PictureHeader header)
    {
        header = default;
        if (FormatOf(file) is not { } format)
        {
            return "it is no JPEG, PNG, WebP, GIF or BMP picture";
        }
        // Skia refuses such sizes too, but does not say them.
        if (format == PictureFormat.Png && file.Length > PngColoursAt && PngSizeProblem(file[PngSizeAt..]) is { } absurd)
        {
            return absurd;
        }
        // Skia has no grey with opacity; a PNG's colour type tells it.
        bool isGrey = format == PictureFormat.Png && file.Length > PngColoursAt && (file[PngColoursAt] & 2) == 0;
        string? refusal = Open(file, codec => Read(codec, format, isGrey), out (PictureHeader Header, string? Problem) read);
        header = read.Header;
        return refusal ?? read.Problem;
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="background">The colour behind what is see-through.</param>
    /// <param name="pixels">Receives <c>[height, width, channels]</c>.</param>
    /// <returns>Null, or why it cannot be decoded; then the pixels are worth nothing.</returns>
    internal static string? Decode(
        ReadOnlySpan<byte> file, PictureHeader header, PictureBackground background, Memory<byte> pixels)
    {
        if (header.Format == PictureFormat.Jpeg && JpegStructure.Problem(file) is { } problem)
        {
            return $"its JPEG data cannot be decoded ({problem})";
        }
        return Open(file, codec => Decode(codec, header, background, pixels.Span), out SKCodecResult result)
            ?? (result == SKCodecResult.Success
                ? null
                : $"its {Name(header.Format)} data cannot be decoded ({Reason(result)})");
    }

    private static SKCodecResult Decode(
        SKCodec codec, PictureHeader header, PictureBackground background, Span<byte> pixels)
    {
        if (codec.Info.ColorType == SKColorType.Gray8)
        {
            return Fill(codec, new SKImageInfo(header.Width, header.Height, SKColorType.Gray8, SKAlphaType.Opaque, null), pixels);
        }
        SKAlphaType opacity = header.HasOpacity ? SKAlphaType.Unpremul : SKAlphaType.Opaque;
        int bytes = checked(4 * header.Width * header.Height);
        byte[] room = PictureRoom.Rent(bytes);
        try
        {
            Span<byte> colours = room.AsSpan(0, bytes);
            SKCodecResult result = Fill(
                codec, new SKImageInfo(header.Width, header.Height, SKColorType.Rgba8888, opacity, null), colours);
            if (result == SKCodecResult.Success)
            {
                PixelOpacity.Lay(colours, header.Channels, header.HasOpacity, background, pixels);
            }
            return result;
        }
        finally
        {
            PictureRoom.Return(room);
        }
    }

    // Without a colour space nothing is made of the file's own.
    private static unsafe SKCodecResult Fill(SKCodec codec, SKImageInfo info, Span<byte> pixels)
    {
        fixed (byte* first = pixels)
        {
            return codec.GetPixels(info, (nint)first);
        }
    }

    private static (PictureHeader Header, string? Problem) Read(SKCodec codec, PictureFormat format, bool isGrey)
    {
        SKImageInfo info = codec.Info;
        var header = new PictureHeader(
            format, info.Width, info.Height, isGrey || info.ColorType == SKColorType.Gray8 ? 1 : 3,
            info.AlphaType != SKAlphaType.Opaque);
        return (header, SizeProblem(info.Width, info.Height)
            ?? (codec.FrameCount > 1 ? $"it is an animated {Name(format)}; only still pictures can be read" : null));
    }

    // Skia reads the caller's bytes where they lie, while the codec is open.
    private static unsafe string? Open<T>(ReadOnlySpan<byte> file, Func<SKCodec, T> use, out T result)
    {
        fixed (byte* first = file)
        {
            using SKData data = SKData.Create((nint)first, file.Length);
            using var stream = new SKMemoryStream(data);
            using SKCodec? codec = SKCodec.Create(stream, out SKCodecResult opened);
            if (codec is null)
            {
                result = default!;
                return $"its {Name(FormatOf(file)!.Value)} data cannot be decoded ({Reason(opened)})";
            }
            result = use(codec);
            return null;
        }
    }

    private static PictureFormat? FormatOf(ReadOnlySpan<byte> file)
        => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? PictureFormat.Jpeg
            : file.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n\u001a\n"u8]) ? PictureFormat.Png
            : file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? PictureFormat.WebP
            : file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) ? PictureFormat.Gif
            : file.StartsWith("BM"u8) ? PictureFormat.Bmp
            : null;

    private static string Name(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "JPEG",
        PictureFormat.Png => "PNG",
        PictureFormat.WebP => "WebP",
        PictureFormat.Gif => "GIF",
        _ => "BMP",
    };

    private static string Reason(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "the file ends too early",
        SKCodecResult.Unimplemented => "it is of a kind that cannot be read",
        _ => "they are damaged",
    };

    private static string? PngSizeProblem(ReadOnlySpan<byte> sizes)
        => SizeProblem(BinaryPrimitives.ReadUInt32BigEndian(sizes), BinaryPrimitives.ReadUInt32BigEndian(sizes[4..]));

    private static string? SizeProblem(long width, long height)
        => width < 1 || height < 1 ? $"it is {width}x{height} pixels; a picture has at least one"
            : width > MaximumSide || height > MaximumSide || width * height > MaximumPixels
                ? $"it is {width}x{height} pixels; at most {MaximumSide} a side and 100 megapixels can be read"
            : null;
}
