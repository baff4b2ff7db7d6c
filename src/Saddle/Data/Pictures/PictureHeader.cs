namespace Saddle.Data.Pictures;

/// <summary>What a picture file's header says, before any turning.</summary>
/// <param name="Format">The format of its content.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue), once decoded.</param>
/// <param name="HasOpacity">Whether it may be see-through.</param>
internal readonly record struct PictureHeader(PictureFormat Format, int Width, int Height, int Channels, bool HasOpacity);
