using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Pictures in a folder and below. Where the folder itself holds none, and at least two of its sub-folders do, those are classes,
/// numbered in the order of their names.
/// </summary>
[Component("folder", "JPEG, PNG, WebP, GIF and BMP pictures in a folder and below; sub-folders are classes")]
public sealed partial record FolderSource : PictureSource
{
    /// <summary>Why a path is taken for a folder of pictures, or null.</summary>
    internal static string? Recognize(string path)
        => Directory.Exists(path) && new FolderWalk(path).Files().Any() ? "a folder with pictures" : null;

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var walk = new FolderWalk(folder, work.Cancellation);
        PictureFileStamp[] files = walk.SortedFiles();
        var classes = new FolderClasses(files.Select(file => file.Path));
        return new PictureListing
        {
            Folder = folder,
            Entries = Array.ConvertAll(files, file => new PictureEntry(file, classes.LabelOf(file.Path))),
            Classes = classes.Names,
            Skipped = walk.Skipped,
            IgnoredCount = walk.IgnoredCount,
        };
    }
}
