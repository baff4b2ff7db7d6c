namespace Saddle.Data.Pictures;

/// <summary>The formats of picture files that can be read.</summary>
public enum PictureFormat
{
    /// <summary>Baseline and progressive; grey, colour and inks (CMYK, YCCK).</summary>
    Jpeg = 1,

    /// <summary>1 to 16 bits; grey, colour and palette, with and without opacity, interlaced or not.</summary>
    Png = 2,

    /// <summary>Lossy and lossless stills, with and without opacity.</summary>
    WebP = 3,

    /// <summary>Stills, with and without transparency.</summary>
    Gif = 4,

    /// <summary>Palette and colour.</summary>
    Bmp = 5,
}
