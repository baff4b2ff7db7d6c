namespace Saddle.Data.Pictures;

/// <summary>What a picture file's beginning says about it.</summary>
/// <param name="Format">The format of its content, whatever its name ends with.</param>
/// <param name="Width">Pixels in a row, as the picture is shown: with its EXIF rotation applied.</param>
/// <param name="Height">Rows, as the picture is shown.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue), once decoded.</param>
/// <param name="HasOpacity">Whether it may be see-through, and so depends on a background.</param>
public sealed record PictureInfo(PictureFormat Format, int Width, int Height, int Channels, bool HasOpacity);
