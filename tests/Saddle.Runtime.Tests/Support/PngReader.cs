using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Saddle.Runtime.Tests.Support;

/// <summary>Reads 8-bit PNG files back, strictly.</summary>
internal static class PngReader
{
    internal static Picture Read(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        (int width, int height, int channels) = (0, 0, 0);
        using var packed = new MemoryStream();
        var names = new List<string>();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string name = Encoding.ASCII.GetString(file, at + 4, 4);
            byte[] data = file[(at + 8)..(at + 8 + length)];
            uint checksum = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length));
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), checksum);
            if (name == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(4));
                channels = data[9] switch { 0 => 1, 2 => 3, 6 => 4, _ => throw new InvalidDataException("colour type") };
                Assert.Equal([8, data[9], 0, 0, 0], data[8..]);
            }
            else if (name == "IDAT")
            {
                packed.Write(data);
            }
            names.Add(name);
            at += length + 12;
        }
        Assert.Equal(["IHDR", "IDAT", "IEND"], names);
        return new Picture(Unfilter(Inflate(packed), width * channels, height, channels), width, height, channels);
    }

    private static byte[] Inflate(MemoryStream packed)
    {
        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        zlib.CopyTo(whole);
        return whole.ToArray();
    }

    private static byte[] Unfilter(byte[] rows, int length, int height, int channels)
    {
        Assert.Equal((length + 1) * height, rows.Length);
        byte[] pixels = new byte[length * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < length; x++)
            {
                int left = x < channels ? 0 : pixels[(y * length) + x - channels];
                int above = y == 0 ? 0 : pixels[((y - 1) * length) + x];
                int corner = x < channels || y == 0 ? 0 : pixels[((y - 1) * length) + x - channels];
                int foretold = rows[y * (length + 1)] switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) >> 1,
                    4 => Nearest(left + above - corner, left, above, corner),
                    _ => throw new InvalidDataException("filter"),
                };
                pixels[(y * length) + x] = (byte)(rows[(y * (length + 1)) + 1 + x] + foretold);
            }
        }
        return pixels;
    }

    private static int Nearest(int estimate, params int[] candidates)
        => candidates.MinBy(candidate => Math.Abs(estimate - candidate));

    // Bit by bit, as the annex of the standard defines it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint rest = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            rest ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                rest = (rest >> 1) ^ ((rest & 1) * 0xEDB88320);
            }
        }
        return ~rest;
    }
}
