using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Benchmarking;

/// <summary>Drawing samples from a network's generator.</summary>
public sealed class SamplingBenchmark : BenchmarkCase
{
    private readonly Network _network;
    private readonly SampleShape _shape;
    private readonly int _count;

    internal SamplingBenchmark(
        string name, string summary, int steps, Network network, SampleShape shape, int count) : base(name, summary, steps)
        => (_network, _shape, _count) = (network, shape, count);

    /// <inheritdoc/>
    public override SamplingBenchmarkWork Open(Device device)
    {
        using var fork = new RandomFork();
        return new SamplingBenchmarkWork(_network.CreateGenerator(_shape), device, _count);
    }
}
