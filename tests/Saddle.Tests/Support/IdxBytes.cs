using System.Buffers.Binary;
using System.IO.Compression;

namespace Saddle.Tests.Support;

/// <summary>Idx files for tests, whole or wrong on purpose.</summary>
internal static class IdxBytes
{
    internal static byte[] Of(int[] sizes, byte[] elements, byte type = 8)
    {
        var bytes = new byte[4 + (4 * sizes.Length) + elements.Length];
        (bytes[2], bytes[3]) = (type, (byte)sizes.Length);
        for (int k = 0; k < sizes.Length; k++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * k)), sizes[k]);
        }
        elements.CopyTo(bytes, 4 + (4 * sizes.Length));
        return bytes;
    }

    /// <summary>As many images as asked for, of varied bytes.</summary>
    internal static byte[] Images(int count, int side)
        => Of([count, side, side], [.. Enumerable.Range(0, count * side * side).Select(k => (byte)((k * 37) + (k / 11)))]);

    internal static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }
        return memory.ToArray();
    }
}
