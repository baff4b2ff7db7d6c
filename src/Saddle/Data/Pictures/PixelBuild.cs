using Microsoft.Win32.SafeHandles;

namespace Saddle.Data.Pictures;

/// <summary>
/// Decodes pictures on every core into a file of bytes. Each thread holds one picture at a time, so memory is bounded.
/// </summary>
internal sealed class PixelBuild
{
    private readonly PictureSet _set;
    private readonly PictureDecoder _decoder;
    private readonly DataWork _work;
    private readonly int[] _entries;
    private readonly string?[] _problems;

    /// <summary>Plans the work.</summary>
    /// <param name="set">What to decode.</param>
    /// <param name="row">The shape of a row: the channels of every picture of a sample, one after the other.</param>
    /// <param name="work">Whom to tell, and what stops it.</param>
    internal PixelBuild(PictureSet set, SampleShape row, DataWork work)
    {
        (_set, _work) = (set, work);
        _decoder = new PictureDecoder(set, row);
        _entries = [.. set.UsableEntries];
        _problems = new string?[_entries.Length];
    }

    /// <summary>How many bytes the rows take.</summary>
    internal long Bytes => (long)_entries.Length * _decoder.RowBytes;

    /// <summary>Writes the rows and their index into a folder.</summary>
    /// <exception cref="DataException">Too many pictures cannot be decoded.</exception>
    internal void Write(string folder)
    {
        long count;
        using (SafeFileHandle file = File.OpenHandle(
            Path.Combine(folder, PixelCache.PixelsName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            FileOptions.None, Bytes))
        {
            ParallelWork.Run(
                "decoding pictures", _entries.Length, _work, k => _problems[k] = _decoder.Write(file, k, _entries[k]));
            _set.CheckUsable(Skipped());
            count = CloseGaps(file);
            RandomAccess.FlushToDisk(file);
        }
        new PixelIndex(count, _decoder.Row, Skipped()).Write(Path.Combine(folder, PixelCache.IndexName));
    }

    private Dictionary<int, SkippedFile> Skipped()
        => Enumerable.Range(0, _entries.Length).Where(k => _problems[k] is not null)
            .ToDictionary(k => _entries[k], k => new SkippedFile(_set.Listing.Entries[_entries[k]].File.Path, _problems[k]!));

    // Pictures that could not be decoded leave no rows: those after them move up.
    private long CloseGaps(SafeFileHandle file)
    {
        int first = Array.FindIndex(_problems, problem => problem is not null);
        if (first < 0)
        {
            return _entries.Length;
        }
        var bytes = new byte[_decoder.RowBytes];
        long to = first;
        for (int from = first; from < _entries.Length; from++)
        {
            if (_problems[from] is null)
            {
                RandomAccess.Read(file, bytes, (long)from * _decoder.RowBytes);
                RandomAccess.Write(file, bytes, to++ * _decoder.RowBytes);
            }
        }
        RandomAccess.SetLength(file, to * _decoder.RowBytes);
        return to;
    }
}
