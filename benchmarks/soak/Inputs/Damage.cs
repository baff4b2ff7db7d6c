using System.IO.Compression;
using System.Text;

namespace Saddle.Soak;

/// <summary>
/// Damages files as bad disks, cut downloads and hostile hands do; a case's number gives the same damage again.
/// </summary>
internal static class Damage
{
    private static readonly string[] s_numbers =
    [
        "0", "-1", "1e400", "-1e400", "1e-400", "NaN", "2147483647", "2147483648", "-2147483649", "4294967296",
        "9223372036854775807", "9223372036854775808", "99999999999999999999999", "0.5", "1E3", "null", "true", "\"\"", "[]", "{}",
    ];

    /// <summary>One change to one of the seeds, or as often two to four; at times with a part of another seed.</summary>
    internal static byte[] Of(byte[][] seeds, Random random, bool isText)
    {
        byte[] whole = seeds[random.Next(seeds.Length)];
        if (random.Next(50) == 0)
        {
            return Noise(random);
        }
        List<byte> bytes = [.. whole];
        for (int k = random.Next(2) == 0 ? 1 : random.Next(2, 5); k > 0 && bytes.Count > 0; k--)
        {
            if (isText && random.Next(2) == 0)
            {
                ChangeText(bytes, random);
            }
            else
            {
                ChangeBytes(bytes, random, seeds[random.Next(seeds.Length)]);
            }
        }
        return [.. bytes];
    }

    /// <summary>A zip file whose entries are damaged, but which is whole itself: else its checksums keep damage out.</summary>
    internal static byte[] InZip(byte[] seed, Random random)
    {
        using var made = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(seed), ZipArchiveMode.Read))
        using (var to = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            int damaged = random.Next(from.Entries.Count);
            for (int k = 0; k < from.Entries.Count; k++)
            {
                byte[] content = ContentOf(from.Entries[k]);
                using Stream entry = to.CreateEntry(from.Entries[k].FullName, CompressionLevel.NoCompression).Open();
                entry.Write(k == damaged ? Of([content], random, isText: false) : content);
            }
        }
        return made.ToArray();
    }

    /// <summary>A gzip file whose content is damaged, but not its checksum.</summary>
    internal static byte[] InGzip(byte[][] contents, Random random)
    {
        using var made = new MemoryStream();
        using (var zip = new GZipStream(made, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Of(contents, random, isText: false));
        }
        return made.ToArray();
    }

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(0, 400)];
        random.NextBytes(noise);
        return noise;
    }

    private static void ChangeBytes(List<byte> bytes, Random random, byte[] other)
    {
        int at = random.Next(bytes.Count), some = Math.Min(random.Next(1, 9), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, some);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, some));
                break;
            case 5:
                // The edges of ranges, where lengths overflow.
                bytes[at] = random.Next(4) switch { 0 => 0x00, 1 => 0x7f, 2 => 0x80, _ => 0xff };
                break;
            case 6:
                Fill(bytes, at, Math.Min(random.Next(1, 5000), bytes.Count - at), 0); // a page that was never written
                break;
            case 7:
                Fill(bytes, at, some, 0xff);
                break;
            default:
                int begin = random.Next(other.Length), length = Math.Min(random.Next(1, 200), other.Length - begin);
                bytes.InsertRange(at, other.AsSpan(begin, length).ToArray());
                break;
        }
    }

    private static void Fill(List<byte> bytes, int at, int count, byte value)
    {
        for (int k = at; k < at + count; k++)
        {
            bytes[k] = value;
        }
    }

    // A number becomes one at the edge of some range, or a word or a mark another one.
    private static void ChangeText(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count), begin = at;
        while (begin < bytes.Count && !char.IsAsciiDigit((char)bytes[begin]))
        {
            begin++;
        }
        if (random.Next(4) == 0)
        {
            bytes.InsertRange(at, Encoding.UTF8.GetBytes(random.Next(4) switch
            {
                0 => new string(random.Next(2) == 0 ? '[' : '{', random.Next(1, 3000)), 1 => "\\u0000", 2 => "\n", _ => "\"",
            }));
            return;
        }
        int end = begin;
        while (end < bytes.Count && (char.IsAsciiDigit((char)bytes[end]) || bytes[end] is (byte)'.' or (byte)'e'))
        {
            end++;
        }
        bytes.RemoveRange(begin, end - begin);
        bytes.InsertRange(begin, Encoding.UTF8.GetBytes(s_numbers[random.Next(s_numbers.Length)]));
    }
}
