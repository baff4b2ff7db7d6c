using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Saddle.Tests.Support;

/// <summary>Reads 8-bit grey, RGB and RGBA PNG files without interlacing, independently of the library under test.</summary>
internal static class PngReader
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>A decoded picture; <see cref="Pixels"/> is [height, width, channels].</summary>
    internal sealed record Picture(int Width, int Height, int Channels, byte[] Pixels)
    {
        internal byte[] this[int x, int y] => Pixels.AsSpan(((y * Width) + x) * Channels, Channels).ToArray();
    }

    internal static Picture Read(byte[] file)
    {
        Assert.Equal(s_signature, file[..8]);
        using var compressed = new MemoryStream();
        int width = 0, height = 0, channels = 0;
        string type;
        int at = 8;
        do
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            type = Encoding.ASCII.GetString(file, at + 4, 4);
            ReadOnlySpan<byte> data = file.AsSpan(at + 8, length);
            uint crc = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length));
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), crc);
            if (type == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                Assert.Equal([8, 0, 0, 0], new byte[] { data[8], data[10], data[11], data[12] });
                channels = data[9] switch
                {
                    0 => 1,
                    2 => 3,
                    6 => 4,
                    _ => throw new InvalidDataException($"colour type {data[9]}"),
                };
            }
            else if (type == "IDAT")
            {
                compressed.Write(data);
            }
            at += 12 + length;
        }
        while (type != "IEND");
        Assert.Equal(file.Length, at);
        compressed.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }
        return new Picture(width, height, channels, Unfilter(inflated.ToArray(), width * channels, height, channels));
    }

    /// <summary>Undoes the filters of the PNG specification, section 9; each row begins with its filter's number.</summary>
    internal static byte[] Unfilter(byte[] filtered, int rowBytes, int height, int channels)
    {
        Assert.Equal((rowBytes + 1) * height, filtered.Length);
        var pixels = new byte[rowBytes * height];
        for (int y = 0; y < height; y++)
        {
            byte filter = filtered[y * (rowBytes + 1)];
            for (int x = 0; x < rowBytes; x++)
            {
                int left = x >= channels ? pixels[(y * rowBytes) + x - channels] : 0;
                int above = y > 0 ? pixels[((y - 1) * rowBytes) + x] : 0;
                int corner = y > 0 && x >= channels ? pixels[((y - 1) * rowBytes) + x - channels] : 0;
                int predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Paeth(left, above, corner),
                    _ => throw new InvalidDataException($"filter {filter}"),
                };
                pixels[(y * rowBytes) + x] = (byte)(filtered[(y * (rowBytes + 1)) + 1 + x] + predicted);
            }
        }
        return pixels;
    }

    private static int Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        int toLeft = Math.Abs(estimate - left), toAbove = Math.Abs(estimate - above), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    /// <summary>The checksum of a chunk: of its name and its data.</summary>
    internal static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
            }
        }
        return ~crc;
    }
}
