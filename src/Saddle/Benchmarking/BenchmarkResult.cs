namespace Saddle.Benchmarking;

/// <summary>What was measured of a case.</summary>
public sealed record BenchmarkResult
{
    /// <summary>The case.</summary>
    public required BenchmarkCase Case { get; init; }

    /// <summary>How many steps were timed, after the warm-up.</summary>
    public required int Steps { get; init; }

    /// <summary>The median time of a step, in seconds.</summary>
    public required double SecondsPerStep { get; init; }

    /// <summary>How many samples a step has.</summary>
    public required int Samples { get; init; }

    /// <summary>What the layers' products of a step take, in multiplications and additions; 0 where it is not counted.</summary>
    public required double Operations { get; init; }

    /// <summary>The machine's own speed at matrix products, in operations a second.</summary>
    public required double Peak { get; init; }

    /// <summary>The most memory that the process had resident at once, in bytes; a GPU's own memory is not in it.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>The managed memory that a step allocates on its thread, in bytes.</summary>
    public required long ManagedBytesPerStep { get; init; }

    /// <summary>The samples a second.</summary>
    public double SamplesPerSecond => Samples / SecondsPerStep;

    /// <summary>The operations a second; 0 where they are not counted.</summary>
    public double OperationsPerSecond => Operations / SecondsPerStep;

    /// <summary>The share of the machine's speed at matrix products; 0 where operations are not counted.</summary>
    public double ShareOfPeak => OperationsPerSecond / Peak;
}
