using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// A number about a set of samples beside another. All sums are formed in float64; what is drawn at random is fixed by the
/// comparison's seed.
/// </summary>
public abstract record Metric : Component
{
    /// <summary>Every metric, in the order in which they are listed.</summary>
    public static Catalogue<Metric> All { get; } = new(
        "metric",
        FrechetDistance.Entry,
        KernelDistance.Entry,
        InceptionScore.Entry,
        Classes.Entry,
        PrecisionRecall.Entry,
        DensityCoverage.Entry,
        Authenticity.Entry,
        CopyTest.Entry,
        Duplicates.Entry,
        Modes.Entry,
        SlicedWasserstein.Entry,
        LogLikelihood.Entry);

    /// <summary>What is known to be off about it, in one sentence without its full stop.</summary>
    public abstract string Bias { get; }

    /// <summary>Whether less of its first number is better.</summary>
    public virtual bool LessIsBetter => false;

    /// <summary>Whether it looks at <see cref="Comparison.Training"/> and <see cref="Comparison.HeldOut"/>.</summary>
    public virtual bool LooksForCopies => false;

    /// <summary>Measures.</summary>
    /// <param name="comparison">What is compared; features of one network.</param>
    /// <returns>The metric's numbers, the most telling first; each finite.</returns>
    /// <exception cref="InputException">A setting is wrong, or the comparison lacks what the metric needs.</exception>
    public IReadOnlyList<Score> Measure(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ThrowIfInvalid();
        CheckDimensions(comparison);
        if (Lacks(comparison) is { } lack)
        {
            throw new InputException($"metric {Name}: {lack}.");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        return MeasureCore(comparison);
    }

    /// <summary>What the metric needs and the comparison has not, without a full stop; null where it has all.</summary>
    public abstract string? Lacks(Comparison comparison);

    /// <summary>The metric's own work.</summary>
    protected abstract IReadOnlyList<Score> MeasureCore(Comparison comparison);

    /// <summary>Says that a set's network is no classifier.</summary>
    protected static string NamesNoClasses(FeatureSet set)
        => $"the feature network {set.Network.Name} names no classes; use the features classifier, "
            + "or a network that returns logits";

    private static void CheckDimensions(Comparison comparison)
    {
        FeatureSet generated = comparison.Generated;
        FeatureSet?[] others = [comparison.Reference, comparison.Training, comparison.HeldOut];
        if (others.FirstOrDefault(set => set is not null && set.Dimensions != generated.Dimensions) is { } other)
        {
            throw new InputException(
                $"{generated.Name} has features of {generated.Dimensions} dimensions and {other.Name} of {other.Dimensions}: "
                + "take both with one feature network.");
        }
    }

    /// <summary>Says that a set is too small, or null.</summary>
    protected static string? TooFew(FeatureSet set, long least)
        => set.Count < least
            ? $"{set.Name} has {set.Count} sample{(set.Count == 1 ? "" : "s")}, but at least {least} are needed"
            : null;
}
