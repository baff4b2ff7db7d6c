using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Benchmarking;

/// <summary>Comparing two sets of samples by their pixels: the Frechet distance, precision and recall.</summary>
public sealed class EvaluationBenchmark : BenchmarkCase
{
    private readonly SampleShape _shape;
    private readonly int _count;

    internal EvaluationBenchmark(
        string name, string summary, int steps, SampleShape shape, int count) : base(name, summary, steps)
        => (_shape, _count) = (shape, count);

    /// <inheritdoc/>
    public override EvaluationBenchmarkWork Open(Device device) => new(_shape, _count, device);
}
