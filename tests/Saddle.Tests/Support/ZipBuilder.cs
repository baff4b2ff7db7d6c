using System.Buffers.Binary;
using System.IO.Compression;

namespace Saddle.Tests.Support;

/// <summary>Zips of small pictures, whole and damaged.</summary>
internal static class ZipBuilder
{
    /// <summary>A zip of some members; what comes back are its bytes.</summary>
    internal static byte[] Of(
        IEnumerable<(string Name, byte[] Content)> members, CompressionLevel level = CompressionLevel.NoCompression)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                using Stream target = zip.CreateEntry(name, level).Open();
                target.Write(content);
            }
        }
        return memory.ToArray();
    }

    /// <summary>Changes two bytes of a member's two headers, its own and the directory's.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="name">The member.</param>
    /// <param name="own">Where in its own header; in the directory's they come two bytes later.</param>
    /// <param name="value">The new value.</param>
    internal static void Patch(byte[] zip, string name, int own, ushort value)
    {
        foreach (int at in HeadersOf(zip, name))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(at + own + (zip[at + 2] == 1 ? 2 : 0)), value);
        }
    }

    /// <summary>Where the content of a member begins.</summary>
    internal static int ContentOf(byte[] zip, string name)
    {
        int at = HeadersOf(zip, name).First();
        return at + 30 + name.Length + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28));
    }

    private static IEnumerable<int> HeadersOf(byte[] zip, string name)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(name);
        for (int at = 0; at + 46 + bytes.Length <= zip.Length; at++)
        {
            ReadOnlySpan<byte> rest = zip.AsSpan(at);
            int size = rest.StartsWith("PK\u0003\u0004"u8) ? 30 : rest.StartsWith("PK\u0001\u0002"u8) ? 46 : 0;
            if (size > 0 && zip.AsSpan(at + size).StartsWith(bytes))
            {
                yield return at;
            }
        }
    }
}
