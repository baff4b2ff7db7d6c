namespace Saddle.Data.Pictures;

/// <summary>One sample of a <see cref="PictureSource"/>, before its file was opened.</summary>
/// <param name="File">The file.</param>
/// <param name="Label">The number of its class, or -1 without classes.</param>
public sealed record PictureEntry(PictureFileStamp File, int Label = -1)
{
    /// <summary>Where its bytes are, or null where they are the file of its name in the listing's folder.</summary>
    public PictureBytes? Bytes { get; init; }

    /// <summary>A second file that belongs to the sample, where its source has such.</summary>
    public PictureFileStamp? Partner { get; init; }

    /// <summary>Whether it is the frame right after the entry before it.</summary>
    public bool IsContinued { get; init; }

    /// <summary>What is written about it, or null.</summary>
    public string? Caption { get; init; }
}
