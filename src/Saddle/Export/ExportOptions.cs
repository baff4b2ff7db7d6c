namespace Saddle.Export;

/// <summary>How a run is exported.</summary>
public sealed record ExportOptions
{
    /// <summary>What the file is.</summary>
    public ExportFormat Format { get; init; }

    /// <summary>What of it.</summary>
    public ExportPart Part { get; init; }

    /// <summary>Whether the weights are those of the last step, and not their average.</summary>
    public bool Live { get; init; }

    /// <summary>Whether it is the way back of a run that learnt both ways.</summary>
    public bool Reverse { get; init; }

    /// <summary>Whether samples are bytes, uint8 <c>[N, H, W, C]</c>, and not numbers from -1 to 1.</summary>
    public bool Bytes { get; init; }

    /// <summary>With what numbers it computes.</summary>
    public ExportPrecision Precision { get; init; }
}
