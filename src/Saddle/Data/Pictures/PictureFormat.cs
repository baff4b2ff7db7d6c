namespace Saddle.Data.Pictures;

/// <summary>The formats of picture files that can be read; the numbers are those of native/saddle.h.</summary>
public enum PictureFormat
{
    /// <summary>Baseline and progressive; grey, colour and inks (CMYK, YCCK).</summary>
    Jpeg = 1,

    /// <summary>1 to 16 bits; grey, colour and palette, with and without opacity, interlaced or not.</summary>
    Png = 2,

    /// <summary>Lossy and lossless stills, with and without opacity.</summary>
    WebP = 3,
}
