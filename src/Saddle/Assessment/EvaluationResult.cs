using Saddle.Evaluation;
using Saddle.Evaluation.Features;

namespace Saddle.Assessment;

/// <summary>What an evaluation found, and the samples and features that it looked at, which it owns.</summary>
public sealed class EvaluationResult : IDisposable
{
    private readonly List<FeatureSet> _features = [];

    internal EvaluationResult() { }

    /// <summary>The numbers.</summary>
    public EvaluationReport Report { get; internal set; } = null!;

    /// <summary>The samples that were judged, or null where there were features only.</summary>
    public SampleSet? Generated { get; internal set; }

    /// <summary>Everything that there is of the reference, or null where there were features only.</summary>
    public SampleSet? Reference { get; internal set; }

    /// <summary>What was compared, or null where the reference was statistics.</summary>
    public Comparison? Comparison { get; internal set; }

    /// <summary>The feature network, or null where there were features only.</summary>
    internal FeatureNetwork? Network { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Generated?.Dispose();
        Reference?.Dispose();
        Network?.Dispose();
        _features.ForEach(set => set.Dispose());
    }

    internal FeatureSet Keep(FeatureSet set)
    {
        _features.Add(set);
        return set;
    }
}
