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

    /// <summary>Makes one step; a GPU may still be at it when this returns.</summary>
    public abstract void Step();

    /// <summary>Waits until a GPU has made what it was asked for.</summary>
    public virtual void Finish() { }

    /// <summary>Frees networks and data.</summary>
    public abstract void Dispose();
}
