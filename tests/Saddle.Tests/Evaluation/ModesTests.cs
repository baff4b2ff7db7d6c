using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.InceptionScoreTests;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class ModesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string, int> Mixtures => new() { { "ring", 8 }, { "grid", 25 } };

    [Theory, MemberData(nameof(Mixtures))]
    public void Samples_of_the_data_hit_every_mode_and_are_of_high_quality(string data, int modes)
    {
        const int count = 20_000;
        using var points = (PointSet)DataSource.All.Create(data).Open();
        FeatureSet set = Of(points.Read(1, 0, count).Real);
        IReadOnlyList<Score> scores = new Modes().Measure(new(set, set) { Mixture = points.Mixture });
        Assert.Equal((modes, modes), (scores.Score("modes"), scores.Score("modes_known")));
        // 98.89 %, within four deviations of a share.
        double perfect = ModeCoverage.PerfectShare();
        Assert.Equal(perfect, scores.Score("high_quality"), 4 * Math.Sqrt(perfect * (1 - perfect) / count));
        Assert.InRange(scores.Score("modes_kl"), 0, 0.002);
    }

    [Fact]
    public void A_collapsed_generator_hits_one_mode_and_is_log_n_away()
    {
        KnownMixture mixture = new([[0, 0], [4, 0], [0, 4]], 0.1);
        FeatureSet one = Of([0, 0.1, 0, 0.2, 9, 9], 2), none = Of([2, 2], 2);
        IReadOnlyList<Score> scores = new Modes().Measure(new(one, one) { Mixture = mixture });
        Assert.Equal(
            [("modes", 1), ("modes_known", 3), ("high_quality", 2 / 3.0)],
            scores.Take(3).Select(score => (score.Key, score.Value)));
        Close.Equal(Math.Log(3), scores.Score("modes_kl"), 1e-14, 0);
        scores = new Modes().Measure(new(none, none) { Mixture = mixture });
        Assert.Equal(0, scores.Score("modes"));
        Assert.DoesNotContain(scores, score => score.Key == "modes_kl");
    }

    [Fact]
    public void Classes_are_counted_against_the_labels_of_the_reference()
    {
        // Real: half 0, a quarter each 1 and 2, no 3. Seen: two thirds 0, one third 1.
        FeatureSet generated = Classified([0, 0, 1], 4), reference = Classified([0, 0, 1, 2], 4, labelled: true);
        IReadOnlyList<Score> scores = new Modes().Measure(new(generated, reference));
        Assert.Equal((2, 3), (scores.Score("modes"), scores.Score("modes_known")));
        Close.Equal((2 * Math.Log(4 / 3.0) + Math.Log(4 / 3.0)) / 3, scores.Score("modes_kl"), 1e-14, 0);
        scores = new Modes().Measure(new(Classified([0, 3], 4), reference));
        Assert.Equal(1, scores.Score("modes"));
        Assert.DoesNotContain(scores, score => score.Key == "modes_kl");
    }

    [Fact]
    public void A_thousand_classes_without_labels_are_equally_likely()
    {
        FeatureSet generated = Classified([.. Enumerable.Range(0, 500).Select(k => 2L * k)], 1000);
        IReadOnlyList<Score> scores = new Modes().Measure(new(generated, generated));
        Assert.Equal((500, 1000), (scores.Score("modes"), scores.Score("modes_known")));
        Close.Equal(Math.Log(2), scores.Score("modes_kl"), 1e-13, 0);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        FeatureSet points = Normal(9, 3, 1);
        string Refusal(KnownMixture? mixture) => new Modes().Refusal(new(points, points) { Mixture = mixture });
        Assert.Contains("neither a mixture is known", Refusal(null), StringComparison.Ordinal);
        Assert.Contains("2 coordinates, but the features has features of 3", Refusal(new([[0, 0]], 1)), StringComparison.Ordinal);
        Assert.Contains("deviation is 0", Refusal(new([[0, 0, 0]], 0)), StringComparison.Ordinal);
    }

    private static FeatureSet Classified(long[] seen, long classes, bool labelled = false)
    {
        Tensor logits = Sure(seen, classes);
        return new(logits, Origin, logits, labels: labelled ? torch.tensor(seen) : null);
    }
}
