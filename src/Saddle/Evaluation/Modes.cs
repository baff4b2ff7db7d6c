using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// How many modes of the data the generated samples hit (arXiv:1712.04086, section 4). Of a mixture that is known: the centres
/// with a sample within three deviations, and the share of such samples. Of images: the classes that a classifier sees; 1000 of
/// stacked digits. Beside it the KL divergence in nats of the modes that are hit from those of the data.
/// </summary>
[Component(
    "modes", "how many modes of a known mixture, or classes of images, are hit, and how evenly",
    Source = "arXiv:1712.04086, section 4")]
public sealed partial record Modes : Metric
{
    /// <inheritdoc/>
    public override string Bias
        => "one sample hits a mode, so it grows with the number of samples and with a classifier's errors";

    /// <inheritdoc/>
    public override string? Lacks(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        FeatureSet generated = comparison.Generated;
        if (comparison.Mixture is { } mixture)
        {
            return mixture.Means.FirstOrDefault(mean => mean.Length != generated.Dimensions) is { } other
                ? $"the mixture's centres have {other.Length} coordinates, but {generated.Name} has features of "
                    + $"{generated.Dimensions}: "
                    + "compare the points themselves, with the features pixels"
                : mixture.Deviation > 0 ? null : "the mixture's deviation is 0, so no distance from a centre is near";
        }
        return generated.Logits is not { } logits
            ? $"neither a mixture is known nor does the feature network {generated.Network.Name} name classes; "
                + "modes are counted of ring and grid, or with the features classifier"
            : Classes.StrangeLabel(comparison.Reference, logits.size(1));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Score> MeasureCore(Comparison comparison)
        => comparison.Mixture is { } mixture
            ? OfPoints(comparison.Generated.Features, mixture.Means, mixture.Deviation)
            : OfClasses(comparison.Generated.Logits!, comparison.Reference.Labels);

    private static List<Score> OfPoints(Tensor points, IReadOnlyList<double[]> means, double deviation)
    {
        ModeCoverage coverage = ModeCoverage.Measure(Table(points), Table(means), deviation);
        List<Score> scores =
        [
            new Score("modes", coverage.ModesHit),
            new Score("modes_known", coverage.Modes),
            new Score("high_quality", coverage.HighQualityShare),
        ];
        if (coverage.ModesHit > 0)
        {
            scores.Add(new Score("modes_kl", coverage.ReverseKullbackLeibler));
        }
        return scores;
    }

    private static List<Score> OfClasses(Tensor logits, Tensor? labels)
    {
        long classes = logits.size(1);
        long[] seen = Classes.Histogram(logits.argmax(1), classes);
        // Where nobody says how frequent the classes are, all are equally so.
        long[] known = labels is null ? [.. Enumerable.Repeat(1L, (int)classes)] : Classes.Histogram(labels, classes);
        (double all, double real) = (seen.Sum(), known.Sum());
        List<Score> scores =
        [
            new Score("modes", known.Zip(seen).Count(pair => pair.First > 0 && pair.Second > 0)),
            new Score("modes_known", known.Count(count => count > 0)),
        ];
        // A class that the data has not makes the divergence infinite, which is no number to compare by.
        if (known.Zip(seen).All(pair => pair.First > 0 || pair.Second == 0))
        {
            scores.Add(new Score("modes_kl", known.Zip(seen).Where(pair => pair.Second > 0)
                .Sum(pair => pair.Second / all * Math.Log(pair.Second / all * real / pair.First))));
        }
        return scores;
    }

    private static double[,] Table(Tensor points)
    {
        var table = new double[points.size(0), points.size(1)];
        Buffer.BlockCopy(points.ToArray<double>(), 0, table, 0, table.Length * sizeof(double));
        return table;
    }

    private static double[,] Table(IReadOnlyList<double[]> means)
    {
        var table = new double[means.Count, means[0].Length];
        for (int k = 0; k < means.Count; k++)
        {
            Buffer.BlockCopy(means[k], 0, table, k * means[0].Length * sizeof(double), means[0].Length * sizeof(double));
        }
        return table;
    }
}
