using System.Buffers.Binary;

namespace Saddle.Data.Pictures;

/// <summary>
/// A JPEG's segments (ITU-T T.81, annex B). Skia shows a progressive file that was cut off between two scans as if it were whole,
/// and takes any number of passes over all of its pixels.
/// </summary>
internal static class JpegStructure
{
    private const int MaximumScans = 100;
    private const byte Scan = 0xDA, End = 0xD9;

    /// <summary>Why the file is not to be decoded, or null.</summary>
    internal static string? Problem(ReadOnlySpan<byte> file)
    {
        int scans = 0;
        for (int at = 2; ;)
        {
            // What lies between segments, and a scan's data, go on to the next marker.
            at = NextMarker(file, at);
            if (at < 0)
            {
                return "the file ends too early";
            }
            byte marker = file[at];
            if (marker == End)
            {
                return null;
            }
            if (marker == Scan && ++scans > MaximumScans)
            {
                return $"more than {MaximumScans} scans";
            }
            if (at + 3 > file.Length)
            {
                return "the file ends too early";
            }
            at += 1 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 1)..]);
        }
    }

    // Where the next marker's own byte is: after 0xFF, neither a stuffed zero, nor filling, nor a marker without a length.
    private static int NextMarker(ReadOnlySpan<byte> file, int from)
    {
        for (int at = from; at >= 0 && at < file.Length;)
        {
            int found = file[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= file.Length)
            {
                return -1;
            }
            at += found + 1;
            if (file[at] is not (0 or 1 or 0xFF or (>= 0xD0 and <= 0xD8)))
            {
                return at;
            }
        }
        return -1;
    }
}
