using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Saddle.Torch;

namespace Saddle.Data.Pictures;

/// <summary>Images in a file of bytes, row after row.</summary>
/// <remarks>
/// The file is read by position and not mapped: processes share the system's page cache all the same, the process itself stays
/// small whatever the file's size, and a file that somebody cuts short is an error that can be told, not the end of the process.
/// The next batch is read in the background, in managed memory; tensors are made on the caller's thread only.
/// </remarks>
internal sealed class PixelFileStore : ImageStore
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly int _rowBytes;
    private (long[] Rows, Task<byte[]> Bytes)? _ahead;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="count">How many rows it holds.</param>
    /// <param name="shape">The shape of a row.</param>
    internal PixelFileStore(string path, long count, SampleShape shape)
    {
        (_path, Count, Shape) = (path, count, shape);
        _rowBytes = checked((int)shape.Elements);
        // Whoever still writes it goes on, and it may be renamed or removed meanwhile.
        _file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.RandomAccess);
    }

    internal override long Count { get; }

    internal override SampleShape Shape { get; }

    internal override Tensor Gather(long[] rows)
    {
        byte[] bytes = TakeAhead(rows) ?? Read(rows);
        try
        {
            return torch.tensor(bytes.AsSpan(0, rows.Length * _rowBytes), [rows.Length, .. Shape.Sizes]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    internal override void ReadAhead(long[] rows)
    {
        DropAhead();
        _ahead = (rows, Task.Run(() => Read(rows)));
    }

    public override void Dispose()
    {
        DropAhead();
        _file.Dispose();
    }

    private byte[]? TakeAhead(long[] rows)
    {
        if (_ahead is not { } ahead || !ahead.Rows.AsSpan().SequenceEqual(rows))
        {
            return null;
        }
        _ahead = null;
        return ahead.Bytes.GetAwaiter().GetResult();
    }

    // What was read for nobody is given back; its failure, if it had one, will be met again by whoever reads those rows.
    private void DropAhead()
    {
        if (_ahead is { } ahead)
        {
            _ahead = null;
            ((IAsyncResult)ahead.Bytes).AsyncWaitHandle.WaitOne();
            if (ahead.Bytes.IsCompletedSuccessfully)
            {
                ArrayPool<byte>.Shared.Return(ahead.Bytes.Result);
            }
        }
    }

    private byte[] Read(long[] rows)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(checked(rows.Length * _rowBytes));
        for (int k = 0; k < rows.Length; k++)
        {
            ReadRow(rows[k], bytes.AsSpan(k * _rowBytes, _rowBytes));
        }
        return bytes;
    }

    private void ReadRow(long row, Span<byte> target)
    {
        long offset = row * _rowBytes;
        while (target.Length > 0)
        {
            int got = RandomAccess.Read(_file, target, offset);
            if (got == 0)
            {
                throw new DataException(
                    $"{_path}: the cache of pictures was cut short while it was used; start again, and it is made anew.");
            }
            target = target[got..];
            offset += got;
        }
    }
}
