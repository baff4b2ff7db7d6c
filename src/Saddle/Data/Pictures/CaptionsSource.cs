using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Pictures with captions: a <c>.txt</c> of the same name beside each, of which the first line that is not empty counts, or one
/// <c>captions.jsonl</c> (or <c>metadata.jsonl</c>) in the folder itself with an object a line that has <c>file_name</c> and
/// <c>text</c>. Pictures without a caption are left out.
/// </summary>
[Component("captions", "pictures with captions: a .txt of the same name beside each, or one captions.jsonl")]
public sealed partial record CaptionsSource : PictureSource
{
    private const int MostTextBytes = 1 << 16, MostTried = 100;

    /// <summary>Why a path is taken for pictures with captions, or null.</summary>
    internal static string? Recognize(string path)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }
        if (CaptionLines.Find(path) is { } lines)
        {
            return $"it holds {System.IO.Path.GetFileName(lines)}";
        }
        // A folder of a million pictures is not walked to its end for this.
        PictureFileStamp[] some = [.. new FolderWalk(path).Files().Take(MostTried)];
        return some.Count(file => File.Exists(TextOf(path, file))) * 2 > some.Length
            ? "most of its pictures have a .txt of the same name"
            : null;
    }

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var walk = new FolderWalk(folder, work.Cancellation);
        PictureFileStamp[] files = walk.SortedFiles();
        var skipped = new List<SkippedFile>(walk.Skipped);
        string? lines = CaptionLines.Find(folder);
        List<PictureEntry> entries = lines is not null
            ? FromLines(files, CaptionLines.Read(lines), System.IO.Path.GetFileName(lines), skipped)
            : FromTexts(folder, files, skipped);
        if (files.Length > 0 && entries.Count == 0)
        {
            throw new DataException(
                $"{folder}: none of its {files.Length} pictures has a caption: expected a .txt of the same name beside each, "
                + "or a captions.jsonl with file_name and text.");
        }
        int missing = files.Length - entries.Count;
        return new PictureListing
        {
            Folder = folder,
            Entries = entries,
            Skipped = skipped,
            // The captions are files of another kind to the walk, but they are not passed over.
            IgnoredCount = Math.Max(0, walk.IgnoredCount - (lines is null ? entries.Count : 1)),
            Warnings = missing == 0 ? [] : [$"{missing} of {files.Length} pictures have no caption"],
        };
    }

    private static List<PictureEntry> FromLines(
        PictureFileStamp[] files, Dictionary<string, string> captions, string source, List<SkippedFile> skipped)
    {
        var entries = new List<PictureEntry>();
        foreach (PictureFileStamp file in files)
        {
            if (captions.Remove(file.Path, out string? caption))
            {
                entries.Add(new PictureEntry(file) { Caption = caption });
            }
            else
            {
                skipped.Add(new SkippedFile(file.Path, $"{source} has no caption for it"));
            }
        }
        skipped.AddRange(captions.Keys.Select(name => new SkippedFile(name, $"{source} names it, but there is no such picture")));
        return entries;
    }

    private static List<PictureEntry> FromTexts(string folder, PictureFileStamp[] files, List<SkippedFile> skipped)
    {
        var entries = new List<PictureEntry>();
        foreach (PictureFileStamp file in files)
        {
            if (CaptionOf(TextOf(folder, file), out string problem) is { } caption)
            {
                entries.Add(new PictureEntry(file) { Caption = caption });
            }
            else
            {
                skipped.Add(new SkippedFile(file.Path, problem));
            }
        }
        return entries;
    }

    private static string? CaptionOf(string path, out string problem)
    {
        problem = $"there is no {System.IO.Path.GetFileName(path)} beside it";
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return null;
            }
            problem = file.Length > MostTextBytes
                ? $"{file.Name} is too long for a caption: more than {MostTextBytes} bytes"
                : $"{file.Name} is empty";
            return file.Length > MostTextBytes
                ? null
                : File.ReadLines(path).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"its caption cannot be read: {error.Message.TrimEnd('.')}";
            return null;
        }
    }

    private static string TextOf(string folder, PictureFileStamp file)
        => System.IO.Path.Combine(folder, System.IO.Path.ChangeExtension(file.Path, ".txt"));
}
