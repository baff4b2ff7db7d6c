using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>Frames that were looked at and not decoded yet, as pieces of film: some frames and the one after them.</summary>
internal sealed class FilmSet : DataSet
{
    private readonly PictureSet _pictures;
    private readonly int _past;
    private DataSet? _opened;

    /// <summary>Takes the frames over.</summary>
    /// <param name="pictures">The frames.</param>
    /// <param name="past">How many come before the one that is learnt.</param>
    /// <exception cref="DataException">Nowhere do enough frames follow each other.</exception>
    internal FilmSet(PictureSet pictures, int past)
    {
        (_pictures, _past) = (pictures, past);
        Report = OfFilms(pictures.Report, [.. pictures.UsableEntries]);
    }

    /// <inheritdoc/>
    public override SampleShape Shape => _pictures.Shape;

    /// <inheritdoc/>
    public override long InputChannels => _past * Shape.Channels;

    /// <inheritdoc/>
    public override long? Count => Report.Count;

    /// <inheritdoc/>
    public override string ContentDigest => _pictures.ContentDigest;

    /// <inheritdoc/>
    public override DataReport Report { get; }

    /// <inheritdoc/>
    public override DataReport Examine(DataWork? work = null)
    {
        Dictionary<int, SkippedFile> undecoded = _pictures.Undecodable(work ?? DataWork.Quiet);
        return OfFilms(
            _pictures.ReportWithout(undecoded), [.. _pictures.UsableEntries.Where(k => !undecoded.ContainsKey(k))]);
    }

    /// <inheritdoc/>
    public override long BytesInMemory(SampleShape shape) => 0;

    /// <inheritdoc/>
    public override DataSet As(SampleShape shape, DataWork? work = null)
    {
        (PixelFileStore store, int[] entries) = _pictures.Decode(shape, work ?? DataWork.Quiet);
        try
        {
            var windows = new WindowStore(store, Starts(entries), _past + 1);
            return new ImageSet(windows, null, [], [], _past * shape.Channels) { Origin = _pictures.Fingerprint };
        }
        catch (DataException)
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Tensor Preview(int count)
    {
        int[] entries = [.. _pictures.UsableEntries];
        long[] starts = Starts(entries);
        int shown = Math.Min(count, starts.Length);
        return _pictures.Preview(
            Enumerable.Range(0, shown)
                .Select(k => entries.AsSpan((int)starts[(long)k * starts.Length / shown], _past + 1).ToArray()));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _opened?.Dispose();
        _pictures.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override Batch Read(ulong seed, long position, int count) => (_opened ??= As(Shape)).Read(seed, position, count);

    private DataReport OfFilms(DataReport pictures, int[] entries)
        => pictures with { Count = Starts(entries).Length, GreyCount = null };

    // The places in a list of entries at which enough frames begin that follow each other.
    private long[] Starts(int[] entries)
    {
        var starts = new List<long>();
        int length = 0, longest = 0;
        for (int k = 0; k < entries.Length; k++)
        {
            bool continues = k > 0 && entries[k] == entries[k - 1] + 1 && _pictures.Listing.Entries[entries[k]].IsContinued;
            length = continues ? length + 1 : 1;
            longest = Math.Max(longest, length);
            if (length > _past)
            {
                starts.Add(k - _past);
            }
        }
        string remedy = longest > 1 ? $"add frames, or set data.frames to at most {longest - 1}" : "add frames";
        return starts.Count > 0
            ? [.. starts]
            : throw new DataException(
                $"{_pictures.Listing.Folder}: at most {longest} of its frames follow each other by their numbers; "
                + $"{_past + 1} are needed, {_past} before the one that is learnt: {remedy}.");
    }
}
