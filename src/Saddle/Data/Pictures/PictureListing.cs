namespace Saddle.Data.Pictures;

/// <summary>The samples that a <see cref="PictureSource"/> found, before any file was opened.</summary>
public sealed record PictureListing
{
    /// <summary>The folder that paths are within, or the archive.</summary>
    public required string Folder { get; init; }

    /// <summary>The samples in an order that depends on names only.</summary>
    public required IReadOnlyList<PictureEntry> Entries { get; init; }

    /// <summary>The names of the classes; empty without classes.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What was meant to hold samples and cannot be used.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];

    /// <summary>How many files were passed over because they are hidden or of another kind.</summary>
    public long IgnoredCount { get; init; }

    /// <summary>What is allowed but hardly meant: one sentence each, without its full stop.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The first entry of each shard, from 0 on; empty where there is one, or where pictures are files.</summary>
    public IReadOnlyList<int> ShardStarts { get; init; } = [];

    /// <summary>What else tells these samples from others, where names and lengths do not; empty for files.</summary>
    public string Digest { get; init; } = "";

    internal PictureBytes BytesOf(PictureEntry entry) => entry.Bytes ?? new FileBytes(PathOf(entry.File));

    internal string PathOf(PictureFileStamp file) => Path.Combine(Folder, file.Path);
}
