using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// What a classifier sees in the generated samples: how often it is the class that was asked for, where there are labels; the
/// entropy of the classes in nats; and the share of each class, where there are not too many to list.
/// </summary>
[Component("classes", "whether a classifier sees the classes that were asked for, and how evenly it sees all")]
public sealed partial record Classes : Metric
{
    private const long MostListed = 32;

    /// <inheritdoc/>
    public override string Bias => "the classifier errs on real samples too, and names a class whatever it is shown";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        FeatureSet generated = comparison.Generated;
        return generated.Logits is null ? NamesNoClasses(generated) : StrangeLabel(generated, generated.Logits.size(1));
    }

    /// <summary>Says that a set has a label that is none of the classes, or null.</summary>
    internal static string? StrangeLabel(FeatureSet set, long classes)
        => set.Labels?.ToArray<long>().Max() is { } label && label >= classes
            ? $"{set.Name} has the label {label}, but the feature network {set.Network.Name} names the classes 0 to {classes - 1}"
            : null;

    /// <summary>How many samples are of each class, <c>[K]</c>.</summary>
    /// <param name="labels">int64 <c>[N]</c>, each less than K.</param>
    /// <param name="classes">K.</param>
    internal static long[] Histogram(Tensor labels, long classes)
    {
        var counts = new long[classes];
        foreach (long label in labels.ToArray<long>())
        {
            counts[label]++;
        }
        return counts;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
    {
        Tensor logits = comparison.Generated.Logits!, seen = logits.argmax(1);
        double count = logits.size(0);
        double[] shares = [.. Histogram(seen, logits.size(1)).Select(samples => samples / count)];
        var scores = new List<Score>();
        if (comparison.Generated.Labels is { } labels)
        {
            scores.Add(new Score("class_accuracy", seen.eq(labels).to(ScalarType.Float64).mean().item()));
        }
        scores.Add(new Score("class_entropy", -shares.Where(share => share > 0).Sum(share => share * Math.Log(share))));
        if (shares.Length <= MostListed)
        {
            scores.AddRange(shares.Select((share, label) => new Score($"class_share_{label}", share)));
        }
        return scores;
    }
}
