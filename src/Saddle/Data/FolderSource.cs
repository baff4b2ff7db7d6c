using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// Pictures in a folder and below. Where the folder itself holds none, and at least two of its sub-folders do, those are classes,
/// numbered in the order of their names.
/// </summary>
public sealed class FolderSource : PictureSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "folder", "JPEG, PNG and WebP pictures in a folder and below; sub-folders are classes", "", CommonSettings,
        s => new FolderSource(s.Text("path"), s.Text("fit"), s.Text("background")));

    /// <summary>Names a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="fit"><c>crop</c> to the middle, <c>pad</c> with the background, or <c>stretch</c>.</param>
    /// <param name="background">What is behind see-through pictures and around padded ones: <c>white</c>, <c>black</c> or <c>#rrggbb</c>.</param>
    public FolderSource(string path, string fit = "crop", string background = "white")
        : base(Entry, ("path", path), ("fit", fit), ("background", background))
    {
    }

    /// <summary>Why a path is taken for a folder of pictures, or null.</summary>
    internal static string? Recognize(string path)
        => Directory.Exists(path) && new FolderWalk(path).Files().Any() ? "a folder with pictures" : null;

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var walk = new FolderWalk(folder, work.Cancellation);
        PictureFileStamp[] files = walk.SortedFiles();
        string[] classes = Classes(files);
        return new PictureListing
        {
            Folder = folder,
            Entries = Array.ConvertAll(files, file => new PictureEntry(file, Array.BinarySearch(classes, TopOf(file), StringComparer.Ordinal))),
            Classes = classes,
            Skipped = walk.Skipped,
            IgnoredCount = walk.IgnoredCount,
        };
    }

    private static string[] Classes(PictureFileStamp[] files)
    {
        string[] tops = [.. files.Select(TopOf).Distinct().Order(StringComparer.Ordinal)];
        return tops.Length < 2 || tops.Contains("") ? [] : tops;
    }

    // The first folder of its path, empty where it lies in the root.
    private static string TopOf(PictureFileStamp file) => file.Path.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? file.Path[..end] : "";
}
