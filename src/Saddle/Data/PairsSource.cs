using Saddle.Components;

namespace Saddle.Data;

/// <summary>
/// Aligned pairs of pictures (arXiv:1611.07004): two side by side in one file, or one each in the sub-folders <c>A</c> and <c>B</c> under
/// the same name. One is the input, the other the answer to it.
/// </summary>
public sealed class PairsSource : PictureSource
{
    private const string OddWidth = "it is of odd width";

    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "pairs", "aligned pairs of pictures: side by side in one file, or in the sub-folders A and B", "arXiv:1611.07004",
        [
            .. CommonSettings,
            PairDirection.Setting("which is the input: the left one or that in A, or the other"),
        ],
        s => new PairsSource(s.Text("path"), s.Text("direction"), s.Text("fit"), s.Text("background")));

    private readonly bool _isForward;

    /// <summary>Names a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="direction"><c>a-to-b</c>: the left picture, or that in A, is the input; <c>b-to-a</c>: the other.</param>
    /// <param name="fit"><c>crop</c> to the middle, <c>pad</c> with the background, or <c>stretch</c>.</param>
    /// <param name="background">What is behind see-through pictures and around padded ones: <c>white</c>, <c>black</c> or <c>#rrggbb</c>.</param>
    public PairsSource(string path, string direction = "a-to-b", string fit = "crop", string background = "white")
        : base(Entry, ("path", path), ("direction", direction), ("fit", fit), ("background", background))
        => _isForward = PairDirection.IsForward(direction);

    /// <inheritdoc/>
    protected internal override int PicturesPerSample => 2;

    /// <summary>Why a path is taken for pairs, or null; two pictures side by side look like a wide one, so those must be named.</summary>
    internal static string? Recognize(string path)
    {
        if (!HasBoth(path))
        {
            return null;
        }
        HashSet<string> right = [.. new FolderWalk(Path.Combine(path, "B")).Files().Select(file => NameOf(file.Path))];
        string[] left = [.. new FolderWalk(Path.Combine(path, "A")).Files().Select(file => NameOf(file.Path))];
        return left.Count(right.Contains) * 2 > left.Length ? "its folders A and B hold pictures of the same names" : null;
    }

    /// <inheritdoc/>
    protected override PictureListing List(string folder, DataWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var walk = new FolderWalk(folder, work.Cancellation);
        PictureFileStamp[] files = walk.SortedFiles();
        var skipped = new List<SkippedFile>(walk.Skipped);
        return new PictureListing
        {
            Folder = folder,
            Entries = HasBoth(folder) ? Join(folder, files, skipped) : Array.ConvertAll(files, file => new PictureEntry(file)),
            Skipped = skipped,
            IgnoredCount = walk.IgnoredCount,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">A file of two pictures is of odd width: the folder does not hold pairs.</exception>
    protected override DataSet OpenCore(DataWork work)
    {
        DataSet set = base.OpenCore(work);
        if (set.Report.Skipped.FirstOrDefault(file => file.Reason.StartsWith(OddWidth, StringComparison.Ordinal)) is not { } odd)
        {
            return set;
        }
        set.Dispose();
        throw new DataException($"{Path.Combine(Settings.Text("path"), odd.File)}: {odd.Reason}.");
    }

    /// <inheritdoc/>
    protected internal override PictureInfo Probe(PictureListing listing, PictureEntry entry)
    {
        PictureInfo first = base.Probe(listing, entry);
        if (entry.Partner is { } partner)
        {
            PictureInfo second = PictureFile.Probe(listing.PathOf(partner));
            // Where only the scale differs, the two still lie on each other.
            return (long)first.Width * second.Height == (long)second.Width * first.Height
                ? first with { Channels = Math.Max(first.Channels, second.Channels) }
                : throw new DataException(
                    $"it is {first.Width}x{first.Height}, but {partner.Path} is {second.Width}x{second.Height}: a pair has equal proportions.");
        }
        return first.Width % 2 == 0
            ? first with { Width = first.Width / 2 }
            : throw new DataException($"{OddWidth} ({first.Width} pixels): two pictures side by side were expected.");
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Picture> Read(PictureListing listing, PictureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(listing);
        Picture first = base.Read(listing, entry)[0];
        (Picture a, Picture b) = entry.Partner is { } partner
            ? (first, PictureFile.Read(listing.PathOf(partner), Background))
            : Halves(first);
        return _isForward ? [a, b] : [b, a];
    }

    private static List<PictureEntry> Join(string folder, PictureFileStamp[] files, List<SkippedFile> skipped)
    {
        var alone = new List<SkippedFile>();
        var right = new Dictionary<string, PictureFileStamp>(StringComparer.Ordinal);
        foreach (PictureFileStamp file in files.Where(file => file.Path.StartsWith("B/", StringComparison.Ordinal)))
        {
            if (!right.TryAdd(NameOf(file.Path[2..]), file))
            {
                skipped.Add(new SkippedFile(file.Path, "another file in B has that name"));
            }
        }
        var entries = new List<PictureEntry>();
        foreach (PictureFileStamp file in files.Where(file => !file.Path.StartsWith("B/", StringComparison.Ordinal)))
        {
            if (!file.Path.StartsWith("A/", StringComparison.Ordinal))
            {
                skipped.Add(new SkippedFile(file.Path, "it lies neither in A nor in B"));
            }
            else if (right.Remove(NameOf(file.Path[2..]), out PictureFileStamp partner))
            {
                entries.Add(new PictureEntry(file) { Partner = partner });
            }
            else
            {
                alone.Add(new SkippedFile(file.Path, "there is no picture of that name in B"));
            }
        }
        alone.AddRange(right.Values.Select(file => new SkippedFile(file.Path, "there is no picture of that name in A")));
        if (alone.Count * 10 > entries.Count + alone.Count)
        {
            throw new DataException(
                $"{folder}: {alone.Count} of {entries.Count + alone.Count} names in A and B have no partner, {(entries.Count == 0 ? "none has one" : "more than a tenth")}; "
                + $"give them one of the same name in the other folder, or remove them:{PictureSummary.Lines(alone)}");
        }
        skipped.AddRange(alone);
        return entries;
    }

    private static (Picture Left, Picture Right) Halves(Picture whole)
    {
        (Picture, Picture) halves = (Half(whole, right: false), Half(whole, right: true));
        whole.GiveBack();
        return halves;
    }

    private static Picture Half(Picture whole, bool right)
    {
        int rowBytes = whole.Width / 2 * whole.Channels;
        Memory<byte> pixels = Picture.Room(whole.Width / 2, whole.Height, whole.Channels);
        for (int row = 0; row < whole.Height; row++)
        {
            whole.Pixels.Slice(((2 * row) + (right ? 1 : 0)) * rowBytes, rowBytes).CopyTo(pixels[(row * rowBytes)..]);
        }
        return new Picture(whole.Width / 2, whole.Height, whole.Channels, pixels);
    }

    private static bool HasBoth(string folder) => Directory.Exists(Path.Combine(folder, "A")) && Directory.Exists(Path.Combine(folder, "B"));

    // Photographs are often .jpg and what belongs to them .png.
    private static string NameOf(string path) => Path.ChangeExtension(path, null);
}
