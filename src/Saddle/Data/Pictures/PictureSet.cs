using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>
/// Pictures that were looked at and not decoded yet; <see cref="As"/> decodes them in the shape that is wanted.
/// </summary>
internal sealed class PictureSet : DataSet
{
    private const int PreviewPixels = 128;

    private readonly PictureScan _scan;
    private DataSet? _opened;

    /// <summary>Sums up what was found.</summary>
    /// <exception cref="DataException">There are no pictures, or too many cannot be read.</exception>
    internal PictureSet(PictureSource source, PictureListing listing, PictureScan scan, string fingerprint)
    {
        (Source, Listing, _scan, Fingerprint) = (source, listing, scan, fingerprint);
        CheckUsable(new Dictionary<int, SkippedFile>());
        var summary = new PictureSummary(listing, scan);
        (Shape, Report) = (summary.Shape, summary.Report);
    }

    internal PictureSource Source { get; }

    internal PictureListing Listing { get; }

    /// <summary>The digest of the listing.</summary>
    internal string Fingerprint { get; }

    /// <summary>The numbers of the entries that can be read as far as their beginnings say.</summary>
    internal IEnumerable<int> UsableEntries => Enumerable.Range(0, Listing.Entries.Count).Where(k => _scan.Problems[k] is null);

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <inheritdoc/>
    public override long? Count => Report.Count;

    /// <inheritdoc/>
    public override string ContentDigest => PictureFingerprint.OfSizes(Source, Listing);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => Listing.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Captions => CaptionsOf(UsableEntries);

    /// <inheritdoc/>
    public override long InputChannels => Shape.Channels * (Source.PicturesPerSample - 1);

    /// <inheritdoc/>
    public override DataReport Report { get; }

    /// <inheritdoc/>
    public override DataReport Examine(DataWork? work = null)
        => ReportWithout(Undecodable(work ?? DataWork.Quiet));

    /// <summary>The report where every picture was tried.</summary>
    /// <param name="undecoded">What <see cref="Undecodable"/> found.</param>
    internal DataReport ReportWithout(IReadOnlyDictionary<int, SkippedFile> undecoded)
        => new PictureSummary(Listing, _scan, undecoded).Report;

    /// <summary>What cannot be decoded though its beginning can be read, by number of entry; every picture is tried.</summary>
    /// <exception cref="DataException">More than a tenth cannot be used.</exception>
    internal Dictionary<int, SkippedFile> Undecodable(DataWork work)
    {
        int[] entries = [.. UsableEntries];
        var problems = new string?[entries.Length];
        ParallelWork.Run("decoding pictures", entries.Length, work, k =>
        {
            PictureEntry entry = Listing.Entries[entries[k]];
            try
            {
                foreach (Picture picture in Source.Read(Listing, entry, 0))
                {
                    picture.GiveBack();
                }
            }
            catch (DataException error)
            {
                problems[k] = Reason(Listing, entry, error);
            }
        });
        Dictionary<int, SkippedFile> undecoded = entries.Zip(problems).Where(pair => pair.Second is not null).ToDictionary(
            pair => pair.First, pair => new SkippedFile(Listing.Entries[pair.First].File.Path, pair.Second!));
        CheckUsable(undecoded);
        return undecoded;
    }

    /// <inheritdoc/>
    public override long BytesInMemory(SampleShape shape) => 0;

    /// <summary>Whether only some of the pictures were looked at before they are decoded.</summary>
    internal bool IsSampled => _scan.IsSampled;

    /// <inheritdoc/>
    public override DataSet As(SampleShape shape, DataWork? work = null)
    {
        if (Source.FirstPassWindow > 0)
        {
            return AsShards(shape, work ?? DataWork.Quiet);
        }
        (PixelFileStore store, int[] rows) = Decode(shape, work ?? DataWork.Quiet);
        return new ImageSet(
            store, LabelsOf(rows), Classes, CaptionsOf(rows), store.Shape.Channels - shape.Channels) { Origin = Fingerprint };
    }

    // A row for each entry, whether or not it can be decoded: so the order does not depend on how far the decoding is.
    private ImageSet AsShards(SampleShape shape, DataWork work)
    {
        CheckShape(shape);
        int[] usable = [.. UsableEntries], entries = usable;
        string key = PictureFingerprint.Of(Fingerprint, Source, shape);
        ImageStore store;
        if (PixelCache.TryOpen(key, shape) is var (made, index))
        {
            store = made;
            Warn(work.Warn, shape, index);
            entries =
            [
                .. Enumerable.Range(0, usable.Length)
                    .Select(row => usable[StandIns.Of(row, usable.Length, k => index.Skipped.ContainsKey(usable[k]))]),
            ];
        }
        else
        {
            Warn(work.Warn, shape, new PixelIndex(entries.Length, shape, new Dictionary<int, SkippedFile>()));
            store = new PixelStream(this, usable, shape, PixelCache.FolderOf(key), work.Warn);
        }
        return new ImageSet(store, LabelsOf(entries), Classes, CaptionsOf(entries))
        {
            Origin = Fingerprint,
            First = new FirstPass(ShardsAmong(usable), usable.Length, Source.FirstPassWindow),
        };
    }

    // The first row of each shard that has one.
    private long[] ShardsAmong(int[] usable) =>
    [
        .. Listing.ShardStarts.Prepend(0)
            .Select(start => Array.BinarySearch(usable, start) is var place && place < 0 ? ~place : place)
            .Where(start => start < usable.Length).Distinct().Select(start => (long)start),
    ];

    private Tensor? LabelsOf(int[] entries)
        => Classes.Count == 0 ? null : torch.tensor(Array.ConvertAll(entries, k => (long)Listing.Entries[k].Label));

    /// <summary>The decoded pictures, all of a sample's in one row, and the number of each row's entry.</summary>
    /// <param name="shape">The shape of one picture.</param>
    /// <param name="work">Whom to tell of long work, and what stops it.</param>
    internal (PixelFileStore Store, int[] Entries) Decode(SampleShape shape, DataWork work)
    {
        CheckShape(shape);
        var row = new SampleShape(shape.Channels * Source.PicturesPerSample, shape.Height, shape.Width);
        (PixelFileStore store, PixelIndex index) = PixelCache.Open(
            this, row, PictureFingerprint.Of(Fingerprint, Source, row), work);
        Warn(work.Warn, shape, index);
        return (store, [.. UsableEntries.Where(k => !index.Skipped.ContainsKey(k))]);
    }

    private void CheckShape(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!shape.IsImage || shape.Channels is not (1 or 3))
        {
            throw new InputException($"{Shape} cannot be made {shape}.");
        }
    }

    /// <inheritdoc/>
    public override Tensor Preview(int count)
    {
        int[] usable = [.. UsableEntries];
        int shown = Math.Min(count, usable.Length);
        return Preview(Enumerable.Range(0, shown).Select(k => new[] { usable[(long)k * usable.Length / shown] }));
    }

    /// <summary>Samples to look at, each of some entries side by side.</summary>
    internal Tensor Preview(IEnumerable<int[]> samples)
    {
        var shape = new SampleShape(Shape.Channels, PreviewPixels, PreviewPixels);
        var previews = new List<Tensor>();
        // What cannot be decoded gives its place to none: a sheet of the rest is better than no sheet.
        foreach (int[] sample in samples)
        {
            try
            {
                previews.Add(torch.cat(
                    [
                        .. sample.SelectMany(k => Source.Read(Listing, Listing.Entries[k], 0))
                            .Select(picture => Whole(picture, shape)),
                    ],
                    2));
            }
            catch (DataException)
            {
            }
        }
        return previews.Count > 0
            ? ImageSet.ToUnitRange(torch.stack([.. previews]))
            : throw new DataException($"{Listing.Folder}: none of its pictures can be decoded.");
    }

    /// <summary>Throws if two pictures differ in size.</summary>
    internal void CheckOneSize()
    {
        int first = UsableEntries.First();
        if (UsableEntries.FirstOrDefault(k => _scan.Sizes[k] != _scan.Sizes[first]) is > 0 and var other)
        {
            throw new DataException(
                $"{Listing.Folder}: frames have one size, but {Listing.Entries[first].File.Path} is {_scan.Sizes[first]} and "
                + $"{Listing.Entries[other].File.Path} is {_scan.Sizes[other]}: bring them to one size, "
                + "or name one film's folder.");
        }
    }

    private Tensor Whole(Picture picture, SampleShape shape)
    {
        var bytes = new byte[shape.Elements];
        PictureScaler.Fit(picture, shape, PictureFit.Pad, Source.BackgroundColour, bytes);
        return torch.tensor(bytes, shape.Sizes);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _opened?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override Batch Read(ulong seed, long position, int count) => (_opened ??= As(Shape)).Read(seed, position, count);

    /// <summary>Tells what was found that is hardly meant.</summary>
    internal void Tell(Action<string>? warn)
    {
        if (warn is not null)
        {
            foreach (string warning in Report.Warnings)
            {
                warn(warning);
            }
        }
    }

    /// <summary>Whether so many entries that cannot be used are all, or more than a tenth.</summary>
    internal bool AreTooMany(int bad) => bad == Listing.Entries.Count || bad * 10L > Listing.Entries.Count;

    /// <summary>Throws if nothing can be used, or more than a tenth of what was meant to be used cannot.</summary>
    /// <param name="undecoded">What could not be decoded besides, by number of entry.</param>
    internal void CheckUsable(IReadOnlyDictionary<int, SkippedFile> undecoded)
    {
        string folder = Listing.Folder;
        int total = Listing.Entries.Count;
        if (total == 0)
        {
            string passed = Listing.IgnoredCount == 0
                ? "it is empty"
                : $"{Listing.IgnoredCount} files of other kinds were passed over";
            string unusable = Listing.Skipped.Count == 0 ? "" : $"; what cannot be used:{PictureSummary.Lines(Listing.Skipped)}";
            throw new DataException(
                $"{folder}: there are no pictures in it ({passed}): JPEG, PNG, WebP, GIF or BMP files were expected{unusable}.");
        }
        SkippedFile[] bad =
            [.. PictureSummary.Skipped(Listing, _scan).Concat(undecoded.OrderBy(pair => pair.Key).Select(pair => pair.Value))];
        if (AreTooMany(bad.Length))
        {
            string share = bad.Length == total ? "none can be used" : "more than a tenth";
            throw new DataException(
                $"{folder}: {bad.Length} of {total} pictures cannot be read, {share}; "
                + $"mend or remove them:{PictureSummary.Lines(bad)}");
        }
    }

    /// <summary>What an exception says of an entry, without the path and the full stop.</summary>
    internal static string Reason(PictureListing listing, PictureEntry entry, DataException error)
    {
        string path = listing.PathOf(entry.File) + ": ";
        string message = error.Message.StartsWith(path, StringComparison.Ordinal) ? error.Message[path.Length..] : error.Message;
        return message.TrimEnd('.');
    }

    // Either every entry has a caption or none has.
    private string[] CaptionsOf(IEnumerable<int> entries)
        => Listing.Entries[0].Caption is null ? [] : [.. entries.Select(k => Listing.Entries[k].Caption ?? "")];

    private void Warn(Action<string>? warn, SampleShape shape, PixelIndex index)
    {
        if (warn is null)
        {
            return;
        }
        if (index.Skipped.Count > 0)
        {
            warn(PictureSummary.Undecoded(
                Listing, [.. index.Skipped.OrderBy(pair => pair.Key).Select(pair => pair.Value)]));
        }
        int smaller = UsableEntries.Count(
            k => !index.Skipped.ContainsKey(k) && (_scan.Sizes[k].Width < shape.Width || _scan.Sizes[k].Height < shape.Height));
        if (smaller > 0)
        {
            warn(
                $"{smaller} of {index.Count} pictures are smaller than {shape.Width}x{shape.Height}, at which they are trained; "
                + "they are enlarged");
        }
    }
}
