namespace Saddle.Benchmarking;

/// <summary>A benchmark's case with its networks and data: ready for steps.</summary>
public abstract class BenchmarkWork : IDisposable
{
    private protected BenchmarkWork() { }

    /// <summary>How many samples a step learns from, draws or compares.</summary>
    public abstract int Samples { get; }

    /// <summary>
    /// How many multiplications and additions the layers' products take in a step: what this library performs, not what a plain
    /// formulation of the same step would. 0 where it is not counted.
    /// </summary>
    public abstract double Operations { get; }

    /// <summary>Makes one step, to its end on a GPU as well.</summary>
    public abstract void Step();

    /// <summary>Frees networks and data.</summary>
    public abstract void Dispose();
}
