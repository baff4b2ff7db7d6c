using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// Films as folders of numbered pictures: the input is a number of frames, the real image the frame after. Files of one folder whose
/// names differ in their last number only are a film, in the order of those numbers; where a number is missing, a new film begins.
/// </summary>
public sealed class FramesSource : PictureSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "frames", "films as folders of numbered pictures: past frames and the next", "",
        [.. CommonSettings, Setting.Whole("frames", 4, "how many frames come before the one that is learnt", 1, 64)],
        s => new FramesSource(s.Text("path"), (int)s.Whole("frames"), s.Text("fit"), s.Text("background")));

    private readonly int _frames;

    /// <summary>Names a folder.</summary>
    /// <param name="path">The folder; films may lie in sub-folders.</param>
    /// <param name="frames">How many frames come before the one that is learnt, 1 to 64.</param>
    /// <param name="fit"><c>crop</c> to the middle, <c>pad</c> with the background, or <c>stretch</c>.</param>
    /// <param name="background">What is behind see-through pictures and around padded ones: <c>white</c>, <c>black</c> or <c>#rrggbb</c>.</param>
    public FramesSource(string path, int frames = 4, string fit = "crop", string background = "white")
        : base(Entry, ("path", path), ("frames", frames), ("fit", fit), ("background", background))
        => _frames = frames;

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
            return new FilmSet(frames, _frames);
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
            entries.Add(new PictureEntry(file) { IsContinued = before is { } last && name == last with { Number = last.Number + 1 } });
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

    private static IEnumerable<(PictureFileStamp File, FrameName Name)> Numbered(PictureFileStamp[] files, List<SkippedFile> skipped)
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
