using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Benchmarking;

/// <summary>A generator that samples are drawn from.</summary>
public sealed class SamplingBenchmarkWork : BenchmarkWork
{
    internal SamplingBenchmarkWork(Generator generator, Device device, int count)
    {
        (Generator, Samples) = (generator, count);
        generator.To(device);
        generator.Train(false);
        Operations = count
            * LayerOperations.Of(() => generator.Forward(torch.zeros([1, generator.LatentSize], device: device))).Sum();
    }

    /// <summary>What is drawn from.</summary>
    public Generator Generator { get; }

    /// <inheritdoc/>
    public override int Samples { get; }

    /// <inheritdoc/>
    public override double Operations { get; }

    /// <inheritdoc/>
    public override void Step() => Generator.Sample(Samples, seed: 1).Dispose();

    /// <inheritdoc/>
    public override void Dispose() => Generator.Dispose();
}
