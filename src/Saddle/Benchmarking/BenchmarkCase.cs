using Saddle.Torch;

namespace Saddle.Benchmarking;

/// <summary>Something whose speed is measured: work that is done again and again on the same data in memory.</summary>
public abstract class BenchmarkCase
{
    private protected BenchmarkCase(string name, string summary, int steps)
        => (Name, Summary, Steps) = (name, summary, steps);

    /// <summary>What the case is called.</summary>
    public string Name { get; }

    /// <summary>What it does, in a few words.</summary>
    public string Summary { get; }

    /// <summary>How many steps are timed unless told otherwise: some seconds of work on two cores.</summary>
    public int Steps { get; }

    /// <summary>Makes networks and data from the default random number generator.</summary>
    /// <param name="device">Where it is computed.</param>
    /// <returns>The work; dispose it.</returns>
    public abstract BenchmarkWork Open(Device device);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
