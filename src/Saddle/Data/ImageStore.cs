using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Where the bytes of an <see cref="ImageSet"/> lie: rows of one shape, read by their numbers.</summary>
internal abstract class ImageStore : IDisposable
{
    /// <summary>How many rows there are, at least 1.</summary>
    internal abstract long Count { get; }

    /// <summary>The shape of a row, <c>[C, H, W]</c>.</summary>
    internal abstract SampleShape Shape { get; }

    /// <summary>Rows as a new tensor, uint8 <c>[N, C, H, W]</c>.</summary>
    internal abstract Tensor Gather(long[] rows);

    /// <summary>Says which rows will be asked for next, so that they can be fetched meanwhile.</summary>
    internal virtual void ReadAhead(long[] rows)
    {
    }

    /// <summary>Says in which order all rows will be asked for, and from which place of it on.</summary>
    internal virtual void Follow(long[] order, long position)
    {
    }

    /// <summary>The rows that are used for some: others where an image turns out to be unusable.</summary>
    internal virtual long[] Resolve(long[] rows) => rows;

    /// <inheritdoc/>
    public abstract void Dispose();
}
