namespace Saddle.Data.Pictures;

/// <summary>How a picture of other proportions comes to the shape of the samples.</summary>
public enum PictureFit
{
    /// <summary>What is too much at two sides is cut off evenly.</summary>
    Crop,

    /// <summary>The whole picture, in the middle of the background.</summary>
    Pad,

    /// <summary>The whole picture, its width and its height each by its own factor.</summary>
    Stretch,
}
