using System.Buffers.Binary;

namespace Saddle.Data.Archives;

/// <summary>
/// The directory of a zip, which stands at its end, read in one pass (APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3; with zip64).
/// <see cref="System.IO.Compression.ZipArchive"/> would keep some hundred bytes of each member and let one thread read at a time.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22, LongestComment = ushort.MaxValue, LocatorBytes = 20, LongEndBytes = 56, LineBytes = 46;
    private const uint EndSign = 0x06054B50, LocatorSign = 0x07064B50, LongEndSign = 0x06064B50, LineSign = 0x02014B50;

    /// <summary>The lines of the directory, in its order.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message says how.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static IEnumerable<ZipEntry> Read(Stream file)
    {
        (long start, long size, long count, long shift) = Find(file);
        file.Position = start;
        long left = size;
        for (long k = 0; k < count; k++)
        {
            yield return ReadLine(file, shift, ref left);
        }
    }

    private static (long Start, long Size, long Count, long Shift) Find(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndBytes + LongestComment)];
        ReadExactly(file, file.Length - tail.Length, tail);
        int at = EndOf(tail);
        if (at < 0)
        {
            throw new InvalidDataException(
                "it is no zip, or was cut off: the list of its members, with which a zip ends, is not there");
        }
        ReadOnlySpan<byte> end = tail.AsSpan(at);
        long directoryEnd = file.Length - tail.Length + at;
        (long count, long size, long start) = (Short(end, 10), Long(end, 12), Long(end, 16));
        int disk = Short(end, 4);
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            (directoryEnd, count, size, start) = FindLong(file, directoryEnd) ?? (directoryEnd, count, size, start);
        }
        else if (disk != 0)
        {
            throw new InvalidDataException("it is the last of several parts; join them first");
        }
        // What was put before the zip moves all of it.
        long shift = directoryEnd - size - start;
        return size < 0 || start < 0 || shift < 0 || count < 0 || count > size / LineBytes
            ? throw Damaged()
            : (start + shift, size, count, shift);
    }

    // Of several that may be it, the last: a comment may hold anything.
    private static int EndOf(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (Long(tail, at) == EndSign && at + EndBytes + Short(tail, at + 20) <= tail.Length)
            {
                return at;
            }
        }
        return -1;
    }

    private static (long DirectoryEnd, long Count, long Size, long Start)? FindLong(Stream file, long end)
    {
        Span<byte> locator = stackalloc byte[LocatorBytes], longEnd = stackalloc byte[LongEndBytes];
        if (end < LocatorBytes + LongEndBytes)
        {
            return null;
        }
        ReadExactly(file, end - LocatorBytes, locator);
        if (Long(locator, 0) != LocatorSign)
        {
            return null;
        }
        long at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > end - LocatorBytes - LongEndBytes)
        {
            // Something was put before the zip.
            at = end - LocatorBytes - LongEndBytes;
        }
        ReadExactly(file, at, longEnd);
        return Long(longEnd, 0) != LongEndSign
            ? throw Damaged()
            : (at, BinaryPrimitives.ReadInt64LittleEndian(longEnd[32..]), BinaryPrimitives.ReadInt64LittleEndian(longEnd[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(longEnd[48..]));
    }

    private static ZipEntry ReadLine(Stream file, long shift, ref long left)
    {
        Span<byte> line = stackalloc byte[LineBytes];
        Take(file, line, ref left);
        if (Long(line, 0) != LineSign)
        {
            throw Damaged();
        }
        var name = new byte[Short(line, 28)];
        Take(file, name, ref left);
        var extra = new byte[Short(line, 30)];
        Take(file, extra, ref left);
        int comment = Short(line, 32);
        Take(file, comment == 0 ? [] : new byte[comment], ref left);
        (long packed, long length, long place) = (Long(line, 20), Long(line, 24), Long(line, 42));
        ReadOnlySpan<byte> wide = WideOf(extra);
        length = length == uint.MaxValue ? Wide(ref wide) : length;
        _ = packed == uint.MaxValue ? Wide(ref wide) : packed;
        place = place == uint.MaxValue ? Wide(ref wide) : place;
        return length < 0 || place < 0 || place > file.Length - shift
            ? throw Damaged()
            : new ZipEntry(name, place + shift, length, (uint)Long(line, 16), (Short(line, 8) & 1) != 0);
    }

    // The extra field of zip64: those of the numbers that did not fit, one after the other.
    private static ReadOnlySpan<byte> WideOf(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(Short(extra, 2), extra.Length - 4);
            if (Short(extra, 0) == 1)
            {
                return extra.Slice(4, length);
            }
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private static long Wide(ref ReadOnlySpan<byte> wide)
    {
        if (wide.Length < sizeof(long))
        {
            throw Damaged();
        }
        long value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[sizeof(long)..];
        return value;
    }

    private static void Take(Stream file, Span<byte> room, ref long left)
    {
        left -= room.Length;
        if (left < 0 || file.ReadAtLeast(room, room.Length, throwOnEndOfStream: false) < room.Length)
        {
            throw Damaged();
        }
    }

    private static void ReadExactly(Stream file, long position, Span<byte> room)
    {
        if (FileSlice.Read(file, position, room) < room.Length)
        {
            throw Damaged();
        }
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static InvalidDataException Damaged() => new("the list of its members, with which a zip ends, is damaged");
}
