namespace Saddle.Data.Pictures;

/// <summary>
/// Recognises files that are often among pictures but cannot be read, so that a message can name what they are.
/// </summary>
internal static class ForeignPicture
{
    /// <summary>What the file is, as a sentence without its end; null if it is nothing known.</summary>
    internal static string? Describe(ReadOnlySpan<byte> file)
        => Name(file) is string name ? $"it is {name}; JPEG, PNG, WebP, GIF and BMP can be read" : null;

    private static string? Name(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
        {
            return "a TIFF";
        }
        if (file.StartsWith("8BPS"u8))
        {
            return "a Photoshop document";
        }
        if (file.StartsWith("%PDF"u8))
        {
            return "a PDF";
        }
        if (file.StartsWith("\0\0\0\u000cJXL "u8) || (file.Length > 2 && file[0] == 0xFF && file[1] == 0x0A))
        {
            return "a JPEG XL";
        }
        return file.Length >= 12 && file.Slice(4, 4).SequenceEqual("ftyp"u8) ? Brand(file.Slice(8, 4)) : null;
    }

    // ISO/IEC 14496-12: the container of HEIC and AVIF says what it holds.
    private static string Brand(ReadOnlySpan<byte> brand)
        => brand.StartsWith("avi"u8) ? "an AVIF"
            : brand.StartsWith("hei"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("hev"u8) ? "a HEIC"
            : "a video";
}
