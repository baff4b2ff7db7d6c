using System.Globalization;

namespace Saddle.Data.Pictures;

/// <summary>Sums a scan up: the shape that a set of pictures has by nature, and what there is to report.</summary>
internal sealed class PictureSummary
{
    private const int MostLines = 20;

    private static readonly Dictionary<int, SkippedFile> NoFiles = [];

    /// <summary>Sums up.</summary>
    /// <param name="listing">What there is.</param>
    /// <param name="scan">What its beginnings say.</param>
    /// <param name="undecoded">What could not be decoded besides, by number of entry; null where nothing was tried.</param>
    internal PictureSummary(
        PictureListing listing, PictureScan scan, IReadOnlyDictionary<int, SkippedFile>? undecoded = null)
    {
        int[] usable =
        [
            .. Enumerable.Range(0, listing.Entries.Count)
                .Where(k => scan.Problems[k] is null && undecoded?.ContainsKey(k) != true),
        ];
        int grey = usable.Count(k => scan.Channels[k] == 1);
        int[] sides = [.. usable.Select(k => Math.Min(scan.Sizes[k].Width, scan.Sizes[k].Height)).Order()];
        Shape = new SampleShape(grey == usable.Length ? 1 : 3, sides[sides.Length / 2], sides[sides.Length / 2]);
        ILookup<int, int> byLabel = usable.ToLookup(k => listing.Entries[k].Label);
        DataClass[] classes = [.. listing.Classes.Select((name, label) => new DataClass(name, byLabel[label].Count()))];
        SkippedFile[] unread = [.. Skipped(listing, scan)];
        SkippedFile[] broken = [.. (undecoded ?? NoFiles).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Report = new DataReport
        {
            Shape = Shape,
            Count = usable.Length,
            Classes = classes,
            Sizes = SizesOf([.. usable.Select(k => scan.Sizes[k])]),
            GreyCount = grey,
            CaptionCount = usable.Count(k => listing.Entries[k].Caption is not null),
            CaptionExamples = [.. usable.Select(k => listing.Entries[k].Caption).OfType<string>().Take(3)],
            Skipped = [.. listing.Skipped.Concat(unread).Concat(broken).OrderBy(file => file.File, StringComparer.Ordinal)],
            IsExamined = undecoded is not null,
            IgnoredCount = listing.IgnoredCount,
            Warnings = [.. Warnings(listing, unread, broken, classes, grey, usable.Length)],
        };
    }

    /// <summary>Colour if any picture is; square, with the median of the shorter sides.</summary>
    internal SampleShape Shape { get; }

    internal DataReport Report { get; }

    /// <summary>The entries that cannot be read as far as their beginnings say.</summary>
    internal static IEnumerable<SkippedFile> Skipped(PictureListing listing, PictureScan scan)
        => Enumerable.Range(0, listing.Entries.Count).Where(k => scan.Problems[k] is not null)
            .Select(k => new SkippedFile(listing.Entries[k].File.Path, scan.Problems[k]!));

    /// <summary>A line for each file, and how many more there are; each line begins with its break.</summary>
    internal static string Lines(IEnumerable<SkippedFile> files)
    {
        SkippedFile[] all = [.. files];
        string more = all.Length > MostLines
            ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  and {all.Length - MostLines} more")
            : "";
        return string.Concat(all.Take(MostLines).Select(file => $"{Environment.NewLine}  {file}")) + more;
    }

    /// <summary>The warning of pictures whose beginnings can be read, but not the rest.</summary>
    internal static string Undecoded(PictureListing listing, IReadOnlyCollection<SkippedFile> broken)
        => $"{broken.Count} of {listing.Entries.Count} pictures cannot be decoded and are left out:{Lines(broken)}";

    private static PictureSizes SizesOf(PictureSize[] sizes)
    {
        PictureSize[] ordered = [.. sizes.OrderBy(size => (long)size.Width * size.Height)];
        return new PictureSizes(ordered[0], ordered[ordered.Length / 2], ordered[^1]);
    }

    private static IEnumerable<string> Warnings(
        PictureListing listing, SkippedFile[] unread, SkippedFile[] broken, DataClass[] classes, int grey, int count)
    {
        foreach (string warning in listing.Warnings)
        {
            yield return warning;
        }
        if (listing.Skipped.Count > 0)
        {
            yield return $"what cannot be used is left out:{Lines(listing.Skipped)}";
        }
        if (unread.Length > 0)
        {
            yield return $"{unread.Length} of {listing.Entries.Count} pictures cannot be read and are left out:{Lines(unread)}";
        }
        if (broken.Length > 0)
        {
            yield return Undecoded(listing, broken);
        }
        if (grey > 0 && grey < count)
        {
            yield return $"{grey} of {count} pictures are grey and the others in colour; all are made colour";
        }
        foreach (DataClass few in classes.Where(item => item.Count < 2))
        {
            yield return $"class {few.Name} has {(few.Count == 0 ? "no picture that can be used" : "one picture only")}";
        }
    }
}
