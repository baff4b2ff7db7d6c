using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Saddle.Graphics;

/// <summary>
/// Joins PNG files into an animated one (PNG, third edition, section 11.3.6): the first is kept as it is, the pixels of the
/// others follow in chunks that older readers pass over.
/// </summary>
internal static class AnimatedPng
{
    // A signature of 8 bytes, then chunks: length, name, data, checksum of name and data; the first chunk tells the picture's
    // size.
    private const int SignatureBytes = 8, LengthBytes = 4, NameBytes = 4, ChecksumBytes = 4;

    /// <summary>The animated file.</summary>
    /// <param name="pictures">At least one PNG file; all of one size and one number of channels.</param>
    /// <param name="milliseconds">How long each is shown.</param>
    /// <param name="loop">Whether it begins again at its end.</param>
    internal static byte[] Join(IReadOnlyList<byte[]> pictures, ushort milliseconds, bool loop)
    {
        using var file = new MemoryStream();
        file.Write(pictures[0], 0, SignatureBytes);
        uint sequence = 0;
        foreach ((string name, ReadOnlyMemory<byte> data) in Chunks(pictures[0]))
        {
            if (name is not ("IDAT" or "IEND"))
            {
                Write(file, name, data.Span);
            }
            if (name == "IHDR")
            {
                Write(file, "acTL", [.. Number((uint)pictures.Count), .. Number(loop ? 0u : 1u)]);
            }
        }
        for (int k = 0; k < pictures.Count; k++)
        {
            Write(file, "fcTL", Control(pictures[k], sequence++, milliseconds));
            byte[] pixels =
                [.. Chunks(pictures[k]).Where(chunk => chunk.Name == "IDAT").SelectMany(chunk => chunk.Data.ToArray())];
            Write(file, k == 0 ? "IDAT" : "fdAT", k == 0 ? pixels : [.. Number(sequence++), .. pixels]);
        }
        Write(file, "IEND", []);
        return file.ToArray();
    }

    // Where a frame lies (it fills the picture), how long it is shown in thousandths, and that it replaces what was there.
    private static byte[] Control(byte[] picture, uint sequence, ushort milliseconds)
    {
        ReadOnlySpan<byte> size = picture.AsSpan(SignatureBytes + LengthBytes + NameBytes, 8);
        var control = new byte[26];
        BinaryPrimitives.WriteUInt32BigEndian(control, sequence);
        size.CopyTo(control.AsSpan(4));
        BinaryPrimitives.WriteUInt16BigEndian(control.AsSpan(20), milliseconds);
        BinaryPrimitives.WriteUInt16BigEndian(control.AsSpan(22), 1000);
        return control;
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Data)> Chunks(byte[] picture)
    {
        for (int at = SignatureBytes; at < picture.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(at));
            int data = at + LengthBytes + NameBytes;
            yield return (Encoding.ASCII.GetString(picture, at + LengthBytes, NameBytes), picture.AsMemory(data, length));
            at = data + length + ChecksumBytes;
        }
    }

    private static void Write(MemoryStream file, string name, ReadOnlySpan<byte> data)
    {
        file.Write(Number((uint)data.Length));
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        file.Write(named);
        // CRC-32, as PNG's annex D defines it.
        file.Write(Number(Crc32.HashToUInt32(named)));
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
