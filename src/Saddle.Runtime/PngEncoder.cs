using System.Buffers.Binary;
using System.IO.Compression;

namespace Saddle.Runtime;

/// <summary>Writes 8-bit PNG files (PNG, third edition): header, one chunk of pixels, end.</summary>
internal static class PngEncoder
{
    private const int NameBytes = 4, HeaderBytes = 13;
    private const byte BitDepth = 8, Grey = 0, Colour = 2, ColourAndOpacity = 6;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="picture">The picture.</param>
    internal static void Write(Stream file, Picture picture)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = BitDepth;
        header[9] = picture.Channels switch { 1 => Grey, 3 => Colour, _ => ColourAndOpacity };
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        using MemoryStream pixels = Compress(picture);
        WriteChunk(file, "IDAT"u8, pixels.GetBuffer().AsSpan(0, (int)pixels.Length));
        WriteChunk(file, "IEND"u8, []);
    }

    // Each row is filtered by what leaves the smallest numbers, which pack best.
    private static MemoryStream Compress(Picture picture)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int length = picture.Width * picture.Channels;
            var filter = new PngFilter(length, picture.Channels);
            ReadOnlySpan<byte> above = new byte[length];
            for (int y = 0; y < picture.Height; y++)
            {
                ReadOnlySpan<byte> row = picture.Pixels.AsSpan(y * length, length);
                zlib.Write(filter.Apply(row, above));
                above = row;
            }
        }
        return packed;
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name[..NameBytes]);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum.Of(name, data));
        file.Write(number);
    }
}
