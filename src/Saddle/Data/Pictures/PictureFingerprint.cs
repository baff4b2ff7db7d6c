using System.Security.Cryptography;
using System.Text;
using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Digests by which cached work on pictures is found again, and not found where anything that it depends on has changed.
/// </summary>
internal static class PictureFingerprint
{
    // Raised whenever the same files would be read differently: 2 with GIF and BMP, and the upper 8 of 16 bits.
    private const int Version = 2;

    // A run knows its files by their names and lengths, however they are read.
    private const int SizesVersion = 1;

    /// <summary>The digest of a listing: its kind, and each file's name, length and time.</summary>
    internal static string Of(PictureSource source, PictureListing listing) => Of(source, listing, withTimes: true);

    /// <summary>The digest of a listing: its kind, and each file's name and length, which a copy has as well.</summary>
    internal static string OfSizes(PictureSource source, PictureListing listing) => Of(source, listing, withTimes: false);

    private static string Of(PictureSource source, PictureListing listing, bool withTimes) => Digest(writer =>
    {
        writer.Write(withTimes ? Version : SizesVersion);
        writer.Write(source.Name);
        foreach (PictureEntry entry in listing.Entries)
        {
            Write(writer, entry.File, withTimes);
            if (entry.Partner is { } partner)
            {
                Write(writer, partner, withTimes);
            }
            writer.Write(entry.Label);
            writer.Write(entry.Caption ?? "");
        }
        if (listing.Digest.Length > 0)
        {
            writer.Write(listing.Digest);
        }
    });

    /// <summary>
    /// The digest of a listing's pictures in a shape, by a source's settings; where the files lie does not matter.
    /// </summary>
    internal static string Of(string listing, PictureSource source, SampleShape shape) => Digest(writer =>
    {
        writer.Write(listing);
        Array.ForEach(shape.Sizes, writer.Write);
        // Full JPEGs are what there was before there was a choice.
        foreach ((Setting setting, object value) in source.Settings.Where(
            pair => pair.Setting.Name is not ("path" or "window") && pair.Value is not JpegSize.Full))
        {
            writer.Write($"{setting.Name}={Setting.Show(value)}");
        }
        if (source.FirstPassWindow > 0)
        {
            writer.Write("a row for each entry");
        }
    });

    private static void Write(BinaryWriter writer, PictureFileStamp file, bool withTime)
    {
        writer.Write(file.Path);
        writer.Write(file.Length);
        if (withTime)
        {
            writer.Write(file.ModifiedTicks);
        }
    }

    private static string Digest(Action<BinaryWriter> write)
    {
        using var digest = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, digest, CryptoStreamMode.Write))
        using (var buffered = new BufferedStream(stream, 1 << 16))
        using (var writer = new BinaryWriter(buffered, Encoding.UTF8))
        {
            write(writer);
        }
        return Convert.ToHexStringLower(digest.Hash!);
    }
}
