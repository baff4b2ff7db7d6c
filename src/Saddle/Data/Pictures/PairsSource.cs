using Saddle.Components;

namespace Saddle.Data.Pictures;

/// <summary>
/// Aligned pairs of pictures (arXiv:1611.07004): two side by side in one file, or one each in the sub-folders <c>A</c> and
/// <c>B</c> under the same name. One is the input, the other the answer to it.
/// </summary>
[Component(
    "pairs", "aligned pairs of pictures: side by side in one file, or in the sub-folders A and B",
    Source = "arXiv:1611.07004")]
public sealed partial record PairsSource : PictureSource
{
    private const string OddWidth = "it is of odd width";

    /// <summary>Which is the input: the left one or that in A, or the other.</summary>
    [Setting] public PairDirection Direction { get; init; }

    /// <inheritdoc/>
    protected internal override int PicturesPerSample => 2;

    /// <summary>
    /// Why a path is taken for pairs, or null; two pictures side by side look like a wide one, so those must be named.
    /// </summary>
    internal static string? Recognize(string path)
    {
        if (!HasBoth(path))
        {
            return null;
        }
        HashSet<string> right = [.. new FolderWalk(System.IO.Path.Combine(path, "B")).Files().Select(file => NameOf(file.Path))];
        string[] left = [.. new FolderWalk(System.IO.Path.Combine(path, "A")).Files().Select(file => NameOf(file.Path))];
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
        throw new DataException($"{System.IO.Path.Combine(Path, odd.File)}: {odd.Reason}.");
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
                    $"it is {first.Width}x{first.Height}, but {partner.Path} is {second.Width}x{second.Height}: "
                    + "a pair has equal proportions.");
        }
        return first.Width % 2 == 0
            ? first with { Width = first.Width / 2 }
            : throw new DataException($"{OddWidth} ({first.Width} pixels): two pictures side by side were expected.");
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Picture> Read(PictureListing listing, PictureEntry entry, int least)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(entry);
        // The middle of two pictures side by side would move.
        (Picture a, Picture b) = entry.Partner is { } partner
            ? (base.Read(listing, entry, least)[0], PictureFile.Read(listing.PathOf(partner), BackgroundColour, least))
            : Halves(base.Read(listing, entry, 0)[0]);
        return Direction == PairDirection.AToB ? [a, b] : [b, a];
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
                $"{folder}: {alone.Count} of {entries.Count + alone.Count} names in A and B have no partner, "
                + $"{(entries.Count == 0 ? "none has one" : "more than a tenth")}; "
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

    private static bool HasBoth(string folder)
        => Directory.Exists(System.IO.Path.Combine(folder, "A")) && Directory.Exists(System.IO.Path.Combine(folder, "B"));

    // Photographs are often .jpg and what belongs to them .png.
    private static string NameOf(string path) => System.IO.Path.ChangeExtension(path, null);
}
