namespace Saddle.Data.Pictures;

/// <summary>What a picture file's header says, before any turning.</summary>
/// <param name="Format">The format of its content.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue), once decoded.</param>
/// <param name="HasOpacity">Whether it may be see-through.</param>
internal readonly record struct PictureHeader(PictureFormat Format, int Width, int Height, int Channels, bool HasOpacity)
{
    /// <summary>
    /// The header of the smallest form that the picture can be decoded in with no side shorter than this; its own for 0.
    /// </summary>
    internal PictureHeader Reduced(int least)
    {
        if (least > 0 && Format == PictureFormat.Jpeg)
        {
            foreach (int factor in (ReadOnlySpan<int>)[8, 4, 2])
            {
                // libjpeg makes a pixel of what is left at the edge.
                (int width, int height) = ((Width + factor - 1) / factor, (Height + factor - 1) / factor);
                if (Math.Min(width, height) >= least)
                {
                    return this with { Width = width, Height = height };
                }
            }
        }
        return this;
    }
}
