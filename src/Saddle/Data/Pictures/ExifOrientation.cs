using System.Buffers.Binary;

namespace Saddle.Data.Pictures;

/// <summary>
/// Finds how a camera was held: tag 0x0112 of the EXIF data in a JPEG's APP1 segment, before a PNG's image data, or in a WebP's
/// EXIF chunk. EXIF is a small TIFF file (CIPA DC-008). What cannot be understood counts as upright, as elsewhere.
/// </summary>
internal static class ExifOrientation
{
    private const int Upright = 1;
    private const int OrientationTag = 0x0112;
    private const int Short = 3;

    /// <summary>EXIF's number, 1 to 8.</summary>
    /// <param name="file">The file, or its beginning: what is not there is not found.</param>
    /// <param name="format">What the file is.</param>
    internal static int Find(ReadOnlySpan<byte> file, PictureFormat format) => OfTiff(format switch
    {
        PictureFormat.Jpeg => InJpeg(file),
        PictureFormat.Png => InPng(file),
        PictureFormat.WebP => InWebP(file),
        _ => [],
    });

    /// <summary>Whether a WebP says that it holds EXIF data, which come after its image data.</summary>
    internal static bool IsPromised(ReadOnlySpan<byte> webP)
        => webP.Length > 20 && webP[12..16].SequenceEqual("VP8X"u8) && (webP[20] & 8) != 0;

    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> file)
    {
        // Segments until the scan: 0xFF (any number of them), the marker, the length with its own two bytes.
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xFF;)
        {
            int marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (marker is 0xDA or 0xD9 || length < 2 || length > file.Length - at - 2)
            {
                break;
            }
            ReadOnlySpan<byte> data = file.Slice(at + 4, length - 2);
            if (marker == 0xE1 && data.StartsWith("Exif\0\0"u8))
            {
                return data[6..];
            }
            at += 2 + length;
        }
        return [];
    }

    private static ReadOnlySpan<byte> InPng(ReadOnlySpan<byte> file)
    {
        // Chunks: the length of the data, the name, the data, a checksum.
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> name = file.Slice(at + 4, 4);
            if (length > file.Length - at - 12 || name.SequenceEqual("IDAT"u8))
            {
                break;
            }
            if (name.SequenceEqual("eXIf"u8))
            {
                return file.Slice(at + 8, (int)length);
            }
            at += 12 + (int)length;
        }
        return [];
    }

    private static ReadOnlySpan<byte> InWebP(ReadOnlySpan<byte> file)
    {
        // Chunks: the name, the length of the data, the data, filled up to an even number.
        for (int at = 12; IsPromised(file) && at + 8 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > file.Length - at - 8)
            {
                break;
            }
            if (file.Slice(at, 4).SequenceEqual("EXIF"u8))
            {
                ReadOnlySpan<byte> data = file.Slice(at + 8, (int)length);
                return data.StartsWith("Exif\0\0"u8) ? data[6..] : data;
            }
            at += 8 + (int)length + (int)(length & 1);
        }
        return [];
    }

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 10 || !(little || tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }
        uint directory = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }
        int count = Word(tiff[(int)directory..], little);
        ReadOnlySpan<byte> entries = tiff[((int)directory + 2)..];
        // An entry: tag, type, number of values, and the value where it fits into four bytes.
        for (; count > 0 && entries.Length >= 12; count--, entries = entries[12..])
        {
            if (Word(entries, little) == OrientationTag && Word(entries[2..], little) == Short)
            {
                int orientation = Word(entries[8..], little);
                return orientation is >= 1 and <= 8 ? orientation : Upright;
            }
        }
        return Upright;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
