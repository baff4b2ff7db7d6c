namespace Saddle.Evaluation;

/// <summary>What metrics compare.</summary>
/// <param name="Generated">The samples that are judged.</param>
/// <param name="Reference">What they are judged by.</param>
public sealed record Comparison(FeatureSet Generated, FeatureSet Reference)
{
    /// <summary>The samples that the generator learnt from, for metrics of memorisation; <see cref="Reference"/> where nothing is said.</summary>
    public FeatureSet Training { get; init; } = Reference;

    /// <summary>Real samples that the generator did not learn from, which the test of copying needs; null without any.</summary>
    public FeatureSet? HeldOut { get; init; }

    /// <summary>Fixes what a metric draws at random.</summary>
    public ulong Seed { get; init; }

    /// <summary>How far each generated sample is from the nearest training sample, and which that is.</summary>
    public (double[] Distances, long[] Numbers) NearestTraining()
    {
        using Torch.DisposeScope scope = Torch.torch.NewDisposeScope();
        (Torch.Tensor distances, Torch.Tensor numbers) = Neighbours.Nearest(Generated.Features, Training.Features);
        return (distances.ToArray<double>(), numbers.ToArray<long>());
    }
}
