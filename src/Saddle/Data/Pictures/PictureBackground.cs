namespace Saddle.Data.Pictures;

/// <summary>The colour behind what is see-through, in sRGB. Behind a grey picture it is its luma.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct PictureBackground(byte Red, byte Green, byte Blue)
{
    /// <summary>Black.</summary>
    public static PictureBackground Black => default;

    /// <summary>White, as paper.</summary>
    public static PictureBackground White => new(255, 255, 255);
}
