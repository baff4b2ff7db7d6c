namespace Saddle.Data.Pictures;

/// <summary>At what size JPEGs are decoded before they are brought to the shape of the samples.</summary>
public enum JpegSize
{
    /// <summary>
    /// The smallest of a half, a quarter or an eighth of their own that still has twice the pixels of a sample on each side: the
    /// format can be read so, in a fraction of the time.
    /// </summary>
    Reduced,

    /// <summary>Their own.</summary>
    Full,
}
