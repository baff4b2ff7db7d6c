using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Films as folders of numbered pictures: the input is a number of frames, the real image the frame after. Files of one folder
/// whose names differ in their last number only are a film, in the order of those numbers; where a number is missing, a new film
/// begins.
/// </summary>
[Component("frames", "films as folders of numbered pictures: past frames and the next")]
public sealed partial record FramesSource : PictureSource
{
    /// <summary>How many frames come before the one that is learnt.</summary>
    [Setting(1, 64)] public int Frames { get; init; } = 4;

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return List(folder, work.Cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">The frames differ in size, or too few follow each other.</exception>
    protected override DataSet OpenCore(DataWork work)
    {
        var frames = (PictureSet)base.OpenCore(work);
        try
        {
            frames.CheckOneSize();
            return new FilmSet(frames, Frames);
        }
        catch (DataException)
        {
            frames.Dispose();
            throw;
        }
    }

    /// <summary>The frames of a folder, film by film.</summary>
    internal static PictureListing List(string folder, CancellationToken cancellation)
    {
        var walk = new FolderWalk(folder, cancellation);
        var skipped = new List<SkippedFile>();
        var entries = new List<PictureEntry>();
        FrameName? before = null;
        foreach ((PictureFileStamp file, FrameName name) in Numbered(walk.SortedFiles(), skipped))
        {
            if (name == before)
            {
                skipped.Add(new SkippedFile(file.Path, $"{entries[^1].File.Path} has the same number"));
                continue;
            }
            entries.Add(
                new PictureEntry(file) { IsContinued = before is { } last && name == last with { Number = last.Number + 1 } });
            before = name;
        }
        return new PictureListing
        {
            Folder = folder,
            Entries = entries,
            Skipped = [.. walk.Skipped, .. skipped],
            IgnoredCount = walk.IgnoredCount,
        };
    }

    private static IEnumerable<(PictureFileStamp File, FrameName Name)> Numbered(
        PictureFileStamp[] files, List<SkippedFile> skipped)
    {
        var numbered = new List<(PictureFileStamp File, FrameName Name)>();
        foreach (PictureFileStamp file in files)
        {
            if (FrameName.TryParse(file.Path) is { } name)
            {
                numbered.Add((file, name));
            }
            else
            {
                skipped.Add(new SkippedFile(file.Path, "there is no number of at most 18 digits in its name"));
            }
        }
        // A stable order: of two files of one number, the first by name counts.
        return numbered.OrderBy(frame => frame.Name.Film, StringComparer.Ordinal).ThenBy(frame => frame.Name.Number);
    }
}
