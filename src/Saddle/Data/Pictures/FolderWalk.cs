using System.IO.Enumeration;

namespace Saddle.Data.Pictures;

/// <summary>
/// Finds the picture files in a folder and below, each folder in one pass. Symbolic links are followed, and each real folder is
/// read once, so that links in a circle end. Names decide what is meant as a picture; hidden files and others are only counted.
/// </summary>
internal sealed class FolderWalk(string root, CancellationToken cancellation = default)
{
    private static readonly HashSet<string> s_pictureEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        // The last line cannot be read, but was meant: it is told, and not passed over.
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp",
        ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2",
    };

    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Stack<string> _folders = new();
    private readonly Stack<string> _links = new();
    private readonly List<SkippedFile> _skipped = [];

    private readonly record struct Found(string Name, bool IsFolder, bool IsLink, long Length, long Ticks);

    /// <summary>What could not be followed or opened.</summary>
    internal IReadOnlyList<SkippedFile> Skipped => _skipped;

    /// <summary>How many files were passed over.</summary>
    internal long IgnoredCount { get; private set; }

    /// <summary>Whether a name is meant as a picture's.</summary>
    internal static bool IsPicture(string name) => s_pictureEndings.Contains(Path.GetExtension(name));

    /// <summary>The picture files, in no particular order; the properties are complete once all were taken.</summary>
    internal IEnumerable<PictureFileStamp> Files()
    {
        _folders.Push("");
        // Real folders first: of a folder and a link to it, the folder's own name counts.
        while (_folders.TryPop(out string? folder) || _links.TryPop(out folder))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Found found in Enter(folder) ? List(folder) : [])
            {
                if (Take(folder, found) is { } file)
                {
                    yield return file;
                }
            }
        }
    }

    /// <summary>All picture files, in the order of their paths.</summary>
    internal PictureFileStamp[] SortedFiles()
    {
        PictureFileStamp[] files = [.. Files()];
        Array.Sort(files, (first, second) => string.CompareOrdinal(first.Path, second.Path));
        return files;
    }

    private PictureFileStamp? Take(string folder, Found found)
    {
        string path = folder.Length == 0 ? found.Name : $"{folder}/{found.Name}";
        if (found.Name[0] == '.')
        {
            IgnoredCount++;
        }
        else if (found.IsFolder)
        {
            (found.IsLink ? _links : _folders).Push(path);
        }
        else if (!IsPicture(found.Name))
        {
            IgnoredCount++;
        }
        else
        {
            return found.IsLink ? Follow(path) : new PictureFileStamp(path, found.Length, found.Ticks);
        }
        return null;
    }

    private PictureFileStamp? Follow(string path)
    {
        try
        {
            if (File.ResolveLinkTarget(Path.Combine(root, path), returnFinalTarget: true) is FileInfo { Exists: true } file)
            {
                return new PictureFileStamp(path, file.Length, file.LastWriteTimeUtc.Ticks);
            }
            _skipped.Add(new SkippedFile(path, "a symbolic link that leads nowhere"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(path, $"a symbolic link that cannot be followed: {error.Message.TrimEnd('.')}"));
        }
        return null;
    }

    private bool Enter(string folder)
    {
        try
        {
            if (_seen.Add(RealPath(Path.GetFullPath(Path.Combine(root, folder)))))
            {
                return true;
            }
            _skipped.Add(new SkippedFile(folder, "a symbolic link to a folder that is read already"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(folder, $"a folder that cannot be opened: {error.Message.TrimEnd('.')}"));
        }
        return false;
    }

    private List<Found> List(string folder)
    {
        var found = new List<Found>();
        try
        {
            found.AddRange(new FileSystemEnumerable<Found>(Path.Combine(root, folder), Read, s_everything));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(
                new SkippedFile(
                    folder.Length == 0 ? "." : folder, $"a folder that cannot be read: {error.Message.TrimEnd('.')}"));
        }
        return found;
    }

    private static Found Read(ref FileSystemEntry entry)
    {
        bool link = (entry.Attributes & FileAttributes.ReparsePoint) != 0, folder = entry.IsDirectory;
        return new Found(
            entry.FileName.ToString(), folder, link, folder || link ? 0 : entry.Length,
            folder || link ? 0 : entry.LastWriteTimeUtc.UtcTicks);
    }

    // The path without a symbolic link in any of its parts: .NET resolves the last part only.
    private static string RealPath(string path)
    {
        string real = Path.GetPathRoot(path) ?? "/";
        foreach (string part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            real = Directory.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next;
        }
        return real;
    }
}
