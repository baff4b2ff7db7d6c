namespace Saddle.Data.Archives;

/// <summary>A picture in an archive: where it lies, and what is said of it there. Small, since there may be millions.</summary>
/// <param name="Place">Where it lies, as its archive counts.</param>
/// <param name="Length">Its bytes, or 0 where only reading it would tell.</param>
internal readonly record struct Member(long Place, long Length = 0)
{
    /// <summary>The label of what has none.</summary>
    internal const int NoLabel = int.MinValue;

    /// <summary>Its CRC-32, or 0 where the archive has none.</summary>
    internal uint Checksum { get; init; }

    /// <summary>The number of its class as the archive has it, or <see cref="NoLabel"/>.</summary>
    internal int Label { get; init; } = NoLabel;
}
