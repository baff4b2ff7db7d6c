using Saddle.Data;

namespace Saddle.Evaluation;

/// <summary>What metrics compare. It keeps what several of them count, so that each is counted once.</summary>
/// <param name="Generated">The samples that are judged.</param>
/// <param name="Reference">What they are judged by.</param>
public sealed record Comparison(FeatureSet Generated, FeatureSet Reference)
{
    private readonly Dictionary<(FeatureSet, FeatureSet, int), Neighbourhoods> _neighbourhoods = [];

    /// <summary>The samples that the generator learnt from, for metrics of memorisation; <see cref="Reference"/> where nothing is said.</summary>
    public FeatureSet Training { get; init; } = Reference;

    /// <summary>Real samples that the generator did not learn from, which the test of copying needs; null without any.</summary>
    public FeatureSet? HeldOut { get; init; }

    /// <summary>The mixture that the generator should have learnt, where the features are points of its own plane; null elsewhere.</summary>
    public KnownMixture? Mixture { get; init; }

    /// <summary>Fixes what a metric draws at random.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of the training sample that is nearest to each generated one, and how far it is.</summary>
    public (int[] Numbers, double[] Distances) NearestTraining() => Neighbours.Nearest(Generated.Features, Training.Features);

    /// <summary>Who lies in whose neighbourhood.</summary>
    /// <param name="k">Less than the number of samples of either set.</param>
    internal Neighbourhoods Neighbourhoods(int k)
    {
        if (!_neighbourhoods.TryGetValue((Generated, Reference, k), out Neighbourhoods? found))
        {
            // Whoever asks for the one usual k asks for the other one next.
            int[] usual = [PrecisionRecall.UsualNeighbours, DensityCoverage.UsualNeighbours];
            int[] wanted = [k, .. usual.Where(other => usual.Contains(k) && other != k && other < Math.Min(Generated.Count, Reference.Count))];
            foreach ((int counted, Neighbourhoods some) in wanted.Zip(Evaluation.Neighbourhoods.Count(Generated, Reference, wanted)))
            {
                _neighbourhoods[(Generated, Reference, counted)] = some;
            }
            found = _neighbourhoods[(Generated, Reference, k)];
        }
        return found;
    }
}
