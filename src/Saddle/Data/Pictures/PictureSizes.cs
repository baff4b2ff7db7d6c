namespace Saddle.Data.Pictures;

/// <summary>The sizes of pictures, ordered by how many pixels they have.</summary>
/// <param name="Smallest">The one with the fewest pixels.</param>
/// <param name="Median">The one in the middle.</param>
/// <param name="Largest">The one with the most pixels.</param>
public sealed record PictureSizes(PictureSize Smallest, PictureSize Median, PictureSize Largest);
