using Saddle.Data.Pictures;

namespace Saddle.Data;

/// <summary>What was found when data was opened.</summary>
public sealed record DataReport
{
    /// <summary>The shape of a sample as the data gives it, before a network asks for another.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>How many samples can be used, or null where they are drawn from a distribution.</summary>
    public required long? Count { get; init; }

    /// <summary>The classes in the order of their labels; empty where there are none.</summary>
    public IReadOnlyList<DataClass> Classes { get; init; } = [];

    /// <summary>The sizes of the pictures, or null where all are alike.</summary>
    public PictureSizes? Sizes { get; init; }

    /// <summary>How many of the pictures are grey, or null where all are alike; the rest are in colour.</summary>
    public long? GreyCount { get; init; }

    /// <summary>How many samples have a caption.</summary>
    public long CaptionCount { get; init; }

    /// <summary>The first captions; at most three.</summary>
    public IReadOnlyList<string> CaptionExamples { get; init; } = [];

    /// <summary>The files that were meant to be samples and cannot be used, in order of their names.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];

    /// <summary>
    /// Whether every picture was decoded, or only the beginnings of their files were read; null where they are no files of their
    /// own.
    /// </summary>
    public bool? IsExamined { get; init; }

    /// <summary>How many files were passed over because they are hidden or of another kind.</summary>
    public long IgnoredCount { get; init; }

    /// <summary>What is allowed but hardly meant: one sentence each, without its full stop.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
