using System.Formats.Tar;

namespace Saddle.Data.Archives;

/// <summary>
/// Looks at a tar's headers before its reader does: of those that only lengthen the next one (names, attributes) it would take as
/// much memory as they ask for.
/// </summary>
internal static class TarHeaders
{
    private const int BlockBytes = 512, SizeAt = 124, SizeBytes = 12, KindAt = 156;
    private const long MostBytes = 1 << 20;

    /// <summary>Looks at the headers of the next member, and leaves the stream where it is.</summary>
    /// <returns>True: the reader may go on.</returns>
    /// <exception cref="InvalidDataException">They are longer than any name or attribute is.</exception>
    internal static bool Check(Stream file, long next)
    {
        long position = file.Position;
        Span<byte> block = stackalloc byte[BlockBytes];
        while (next < file.Length && FileSlice.Read(file, next, block) == BlockBytes && IsLengthening(block[KindAt]))
        {
            long size = SizeOf(block.Slice(SizeAt, SizeBytes));
            next += BlockBytes + Whole(size <= MostBytes
                ? size
                : throw new InvalidDataException("a header is longer than any name or attribute is"));
        }
        file.Position = position;
        return true;
    }

    /// <summary>Where the member after a member begins.</summary>
    internal static long After(TarEntry entry) => Whole(entry.DataOffset + entry.Length);

    private static bool IsLengthening(byte kind) => "xgXLK"u8.Contains(kind);

    // Octal digits between spaces or zeros; what begins with a set bit is binary, and longer than 8 GiB.
    private static long SizeOf(ReadOnlySpan<byte> digits)
    {
        long size = (digits[0] & 0x80) == 0 ? 0 : long.MaxValue >> 4;
        foreach (byte digit in digits)
        {
            size = digit is >= (byte)'0' and <= (byte)'7' && size < long.MaxValue >> 4 ? (8 * size) + digit - '0' : size;
        }
        return size;
    }

    private static long Whole(long bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
}
