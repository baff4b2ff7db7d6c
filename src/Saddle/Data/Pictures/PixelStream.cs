using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>
/// Images that are decoded while they are used. A row that is asked for is decoded now, unless the threads in the background,
/// which decode all of them in the order in which they will be wanted, were there before. When all are decoded they are the cache
/// that the next start finds.
/// </summary>
internal sealed class PixelStream : ImageStore
{
    // A row's state.
    private const byte Unknown = 0, Whole = 1, Broken = 2;

    private readonly PictureSet _set;
    private readonly PictureDecoder _decoder;
    private readonly Action<string>? _warn;
    private readonly string _target;
    private readonly int[] _entries;
    private readonly byte[] _states;
    private readonly ConcurrentDictionary<int, string> _problems = new();
    private readonly CacheWorkspace _workspace;
    private readonly SafeFileHandle _file;
    private readonly PixelFileStore _pixels;
    private readonly CancellationTokenSource _stop = new();
    private Task? _background, _ahead;
    private volatile bool _isFinished;
    private bool _isTold;

    /// <summary>Begins.</summary>
    /// <param name="set">What is decoded.</param>
    /// <param name="entries">The number of each row's entry.</param>
    /// <param name="row">The shape of a row.</param>
    /// <param name="target">The folder of the cache.</param>
    /// <param name="warn">Told what could not be decoded, on the thread that reads or disposes.</param>
    /// <exception cref="CacheException">The cache cannot be written.</exception>
    internal PixelStream(PictureSet set, int[] entries, SampleShape row, string target, Action<string>? warn)
    {
        (_set, _entries, _target, _warn) = (set, entries, target, warn);
        _decoder = new PictureDecoder(set, row);
        _states = new byte[_entries.Length];
        PictureCache.CheckRoom(target, Bytes);
        (_workspace, _file, _pixels) = Prepare();
    }

    internal override long Count => _entries.Length;

    internal override SampleShape Shape => _decoder.Row;

    // Those that the scan found and those that could not be decoded.
    private int Unusable => _set.Listing.Entries.Count - _entries.Length + _problems.Count;

    private long Bytes => (long)_entries.Length * _decoder.RowBytes;

    private (CacheWorkspace Workspace, SafeFileHandle File, PixelFileStore Pixels) Prepare()
    {
        CacheWorkspace? workspace = null;
        SafeFileHandle? file = null;
        try
        {
            PixelFileStore? pixels = null;
            PictureCache.Write(_target, () =>
            {
                workspace = new CacheWorkspace(_target);
                string path = Path.Combine(workspace.Folder, PixelCache.PixelsName);
                file = File.OpenHandle(
                    path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None,
                    Bytes);
                RandomAccess.SetLength(file, Bytes);
                pixels = new PixelFileStore(path, Count, Shape);
            }, Bytes);
            return (workspace!, file!, pixels!);
        }
        catch
        {
            file?.Dispose();
            workspace?.Dispose();
            throw;
        }
    }

    internal override void Follow(long[] order, long position)
    {
        if (_background is null && !_isFinished)
        {
            _background = Task.Run(() => DecodeAll(order, position));
        }
    }

    internal override long[] Resolve(long[] rows)
    {
        // In the order of the shards: those that pack several pictures together are unpacked once.
        foreach (long row in rows.Order())
        {
            IsBroken(row);
        }
        return Array.ConvertAll(rows, row => StandIns.Of(row, Count, IsBroken));
    }

    internal override Tensor Gather(long[] rows)
    {
        WaitAhead();
        Tell();
        return _pixels.Gather(Resolve(rows));
    }

    internal override void ReadAhead(long[] rows)
    {
        WaitAhead();
        _ahead = Task.Run(() => Resolve(rows));
    }

    public override void Dispose()
    {
        if (_states.Contains(Unknown))
        {
            _stop.Cancel();
        }
        try
        {
            Task.WaitAll([.. new[] { _background, _ahead }.OfType<Task>()]);
        }
        catch (AggregateException)
        {
            // Whoever was reading was told; nobody reads any more.
        }
        _stop.Cancel();
        _pixels.Dispose();
        _file.Dispose();
        TryCommit();
        Tell();
        _workspace.Dispose();
        _stop.Dispose();
    }

    private void WaitAhead()
    {
        (Task? ahead, _ahead) = (_ahead, null);
        ahead?.GetAwaiter().GetResult();
        if (_background is { IsFaulted: true } failed)
        {
            failed.GetAwaiter().GetResult();
        }
    }

    // Two threads may decode the same row: they write the same bytes.
    private bool IsBroken(long row)
    {
        byte state = Volatile.Read(ref _states[row]);
        if (state == Unknown)
        {
            string? problem = null;
            PictureCache.Write(_target, () => problem = _decoder.Write(_file, row, _entries[row]), Bytes);
            if (problem is not null && _problems.TryAdd((int)row, problem) && _set.AreTooMany(Unusable))
            {
                _set.CheckUsable(Skipped());
            }
            state = problem is null ? Whole : Broken;
            Volatile.Write(ref _states[row], state);
        }
        return state == Broken;
    }

    // Half of the cores: the others train.
    private void DecodeAll(long[] order, long position)
    {
        long next = -1;
        void Worker()
        {
            for (long k; (k = Interlocked.Increment(ref next)) < order.Length && !_stop.IsCancellationRequested;)
            {
                IsBroken(order[(position + k) % order.Length]);
            }
        }
        Task[] workers =
        [
            .. Enumerable.Range(0, (Environment.ProcessorCount + 1) / 2).Select(_ => Task.Factory.StartNew(
                Worker, _stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        Task.WhenAll(workers).GetAwaiter().GetResult();
        if (!_stop.IsCancellationRequested)
        {
            PictureCache.Write(_target, Finish, Bytes);
        }
    }

    private void Finish()
    {
        var bytes = new byte[_decoder.RowBytes];
        foreach (int broken in _problems.Keys)
        {
            RandomAccess.Read(_file, bytes, StandIns.Of(broken, Count, IsBroken) * bytes.Length);
            RandomAccess.Write(_file, bytes, (long)broken * bytes.Length);
        }
        RandomAccess.FlushToDisk(_file);
        new PixelIndex(Count, Shape, Skipped()).Write(Path.Combine(_workspace.Folder, PixelCache.IndexName));
        _isFinished = true;
        TryCommit();
    }

    private Dictionary<int, SkippedFile> Skipped() => _problems.ToDictionary(
        pair => _entries[pair.Key], pair => new SkippedFile(_set.Listing.Entries[_entries[pair.Key]].File.Path, pair.Value));

    // Windows moves no folder in which a file is open: there it is done at the end.
    private void TryCommit()
    {
        try
        {
            if (_isFinished && Directory.Exists(_workspace.Folder))
            {
                _workspace.Commit(_target, () => PixelCache.TryRead(_target, Shape) is not null);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start decodes them again.
        }
    }

    private void Tell()
    {
        if (!_isTold && !_problems.IsEmpty && (_isFinished || _stop.IsCancellationRequested))
        {
            _isTold = true;
            _warn?.Invoke(PictureSummary.Undecoded(
                _set.Listing, [.. Skipped().OrderBy(pair => pair.Key).Select(pair => pair.Value)]));
        }
    }
}
