using Saddle.Data;

namespace Saddle.Evaluation;

/// <summary>What metrics compare. It keeps what several of them count, so that each is counted once.</summary>
/// <param name="Generated">The samples that are judged.</param>
/// <param name="Reference">What they are judged by.</param>
public sealed record Comparison(FeatureSet Generated, FeatureSet Reference)
{
    private readonly Dictionary<(FeatureSet, FeatureSet, int), Neighbourhoods> _neighbourhoods = [];
    private readonly Dictionary<(FeatureSet, FeatureSet), (int[] Numbers, double[] Distances)> _nearest = [];

    /// <summary>
    /// What the generator learnt from, for metrics of memorisation; <see cref="Reference"/> where nothing is said.
    /// </summary>
    public FeatureSet Training { get; init; } = Reference;

    /// <summary>Real samples that the generator did not learn from, which the test of copying needs; null without any.</summary>
    public FeatureSet? HeldOut { get; init; }

    /// <summary>
    /// The mixture that the generator should have learnt, where the features are points of its plane; else null.
    /// </summary>
    public KnownMixture? Mixture { get; init; }

    /// <summary>Fixes what a metric draws at random.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of the training sample that is nearest to each generated one, and how far it is.</summary>
    public (int[] Numbers, double[] Distances) NearestTraining() => NearestTraining(Generated);

    /// <summary>The same of other samples.</summary>
    internal (int[] Numbers, double[] Distances) NearestTraining(FeatureSet samples)
    {
        if (!_nearest.TryGetValue((samples, Training), out (int[] Numbers, double[] Distances) found))
        {
            _nearest[(samples, Training)] = found = Neighbours.Nearest(samples.Values, Training.Values);
        }
        return found;
    }

    /// <exception cref="ArgumentException">Not all sets lie on one device.</exception>
    internal void ThrowUnlessTogether()
    {
        foreach (FeatureSet set in new[] { Reference, Training, HeldOut ?? Reference })
        {
            if (set.Device != Generated.Device)
            {
                throw new ArgumentException(
                    $"{Generated.Name} lies on {Generated.Device}, but {set.Name} on {set.Device}: compare sets of one device.");
            }
        }
    }

    /// <summary>Who lies in whose neighbourhood.</summary>
    /// <param name="k">Less than the number of samples of either set.</param>
    internal Neighbourhoods Neighbourhoods(int k)
    {
        if (!_neighbourhoods.TryGetValue((Generated, Reference, k), out Neighbourhoods? found))
        {
            // Whoever asks for the one usual k asks for the other one next.
            int[] usual = [PrecisionRecall.UsualNeighbours, DensityCoverage.UsualNeighbours];
            long fewest = Math.Min(Generated.Count, Reference.Count);
            int[] wanted = usual.Contains(k) ? [.. usual.Where(other => other == k || other < fewest)] : [k];
            foreach ((int counted, Neighbourhoods some)
                in wanted.Zip(Evaluation.Neighbourhoods.Count(Generated, Reference, wanted)))
            {
                _neighbourhoods[(Generated, Reference, counted)] = some;
            }
            found = _neighbourhoods[(Generated, Reference, k)];
        }
        return found;
    }
}
