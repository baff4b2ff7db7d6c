using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

/// <summary>Features that lie far from 0, or in heaps far from each other, or are themselves very large or small.</summary>
public sealed class FarFeaturesTests : IDisposable
{
    // What a metric of distances finds does not depend on where 0 is.
    private static readonly string[] s_metrics =
    [
        "fid", "precision-recall", "density-coverage", "authenticity", "copying", "duplicates", "sliced-wasserstein",
        "log-likelihood",
    ];

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void What_is_found_is_the_same_wherever_the_origin_lies()
    {
        // A power of two, so that moving the samples rounds none of their digits that are compared.
        double away = Math.Pow(2, 24);
        double[] here = Values(Of(Rounded(300, 1)), Of(Rounded(250, 2)), Of(Rounded(200, 3)));
        double[] there = Values(Of(Rounded(300, 1) + away), Of(Rounded(250, 2) + away), Of(Rounded(200, 3) + away));
        Assert.Equal(here.Length, there.Length);
        // 1e-16 of 2^24 is 4e-9 of what lies between samples.
        Assert.All(here.Zip(there), pair => Close.Equal(pair.First, pair.Second, 1e-6, 1e-6));
    }

    [Theory]
    [InlineData(1e5)]
    [InlineData(1e7)]
    public void In_heaps_that_lie_far_apart_neighbourhoods_are_those_of_brute_force(double apart)
    {
        double[][] generated = Heaps(120, 4, apart), reference = Heaps(150, 5, apart);
        IReadOnlyList<Score> found =
        [
            .. new PrecisionRecall().Measure(Compared()), .. new DensityCoverage().Measure(Compared()),
        ];
        double[] third = Radii(reference, 3), fifth = Radii(reference, 5), own = Radii(generated, 3);
        Assert.Equal(
            generated.Average(made => reference.Zip(third).Any(real => Squared(made, real.First) <= real.Second) ? 1.0 : 0),
            found.Score("precision"), 1e-12);
        Assert.Equal(
            reference.Average(real => generated.Zip(own).Any(made => Squared(made.First, real) <= made.Second) ? 1.0 : 0),
            found.Score("recall"), 1e-12);
        int[] inside = [.. reference.Zip(fifth, (real, radius) => generated.Count(made => Squared(made, real) < radius))];
        Assert.Equal(inside.Sum() / (5.0 * generated.Length), found.Score("density"), 1e-12);
        Assert.Equal(inside.Count(count => count > 0) / (double)inside.Length, found.Score("coverage"), 1e-12);
        Assert.InRange(found.Score("density"), 0.7, 1.3);

        Comparison Compared() => new(Of([.. generated.SelectMany(row => row)], 4), Of([.. reference.SelectMany(row => row)], 4));
    }

    [Fact]
    public void Twins_are_counted_by_the_spread_of_the_reference_and_not_by_how_far_everything_is()
    {
        Tensor samples = Normal(100, 2, 1).Features, reference = Normal(100, 2, 2).Features + 1e7;
        double Share(Tensor generated) => new Duplicates().Measure(new(Of(generated), Of(reference))).Score("duplicates");
        Assert.Equal(0, Share(samples + 1e7));
        // A generator that always says the same, but for float32's rounding, has no spread of its own.
        Assert.Equal(1, Share(samples * 1e-8 + 1e7));
    }

    [Theory]
    [InlineData(1e200, "3E+200, but must be from 1E-40 to 1E+20: squares would overflow")]
    [InlineData(1e-200, "3E-200, but must be from 1E-40 to 1E+20: squares would vanish")]
    public void Magnitudes_whose_squares_would_be_lost_are_refused(double scale, string message)
        => Assert.Contains(
            message, Assert.Throws<InputException>(() => Of([scale, 3 * scale, -2 * scale, 0], 2)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Features_that_are_all_0_are_features()
        => Assert.Equal(1, new Duplicates().Measure(new(Of([0, 0, 0, 0], 2), Of([0, 1, 2, 3], 2))).Score("duplicates"));

    [Theory]
    [InlineData(1e19)]
    [InlineData(1e-38)]
    public void Up_to_the_limits_every_number_is_finite_and_shares_are_what_they_were(double scale)
    {
        FeatureSet generated = Of(Rounded(100, 1) * scale), reference = Of(Rounded(100, 2) * scale);
        foreach (string name in s_metrics.Append("kid").Except(["log-likelihood", "copying"]))
        {
            Assert.All(
                Metric.All[name].Example.Measure(new(generated, reference)),
                score => Assert.True(double.IsFinite(score.Value), $"{score}"));
        }
        Assert.Equal(
            new PrecisionRecall().Measure(new(Of(Rounded(100, 1)), Of(Rounded(100, 2)))),
            new PrecisionRecall().Measure(new(generated, reference)));
    }

    private static double[] Values(FeatureSet generated, FeatureSet reference, FeatureSet heldOut)
        => [
            .. s_metrics.SelectMany(name => Metric.All[name].Example.Measure(new(generated, reference) { HeldOut = heldOut }))
                .Select(score => score.Value),
        ];

    // Normal samples of which 20 binary digits are kept.
    private static Tensor Rounded(long count, ulong seed) => (Normal(count, 3, seed).Features * 1048576).round() / 1048576;

    private static double[][] Heaps(int count, ulong seed, double apart)
        => [
            .. Normal(count, 4, seed).Features.ToArray<double>().Chunk(4)
                .Select((row, k) => k % 2 == 0 ? row : Array.ConvertAll(row, value => value + apart)),
        ];

    private static double[] Radii(double[][] set, int k)
        => Array.ConvertAll(set, one => set.Select(other => Squared(one, other)).Order().ElementAt(k));

    private static double Squared(double[] one, double[] other)
        => one.Zip(other).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second));
}
