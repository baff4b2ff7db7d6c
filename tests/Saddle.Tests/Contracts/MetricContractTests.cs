using Saddle.Evaluation;
using Saddle.Tests.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Contracts;

/// <summary>What every metric of the catalogue keeps.</summary>
public sealed class MetricContractTests : IDisposable
{
    private const long Count = 240;

    // What a set scores against itself, where it is the best that can be scored.
    private static readonly Dictionary<string, (string Key, double Value)[]> s_best = new()
    {
        ["fid"] = [("fid", 0)],
        ["precision-recall"] = [("precision", 1), ("recall", 1)],
        ["density-coverage"] = [("coverage", 1), ("density", 1)],
        ["authenticity"] = [("authenticity", 0)],
        ["duplicates"] = [("duplicates", 0)],
        ["classes"] = [("class_accuracy", 1)],
        ["modes"] = [("modes", 4), ("modes_known", 4), ("modes_kl", 0)],
        ["sliced-wasserstein"] = [("sliced_wasserstein", 0)],
    };

    // An unbiased estimate is 0 in the mean only, the others have no bound that a set reaches with itself.
    private static readonly string[] s_unbounded = ["kid", "inception-score", "copying", "log-likelihood"];

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Names => [.. Metric.All.OwnNames()];

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Every_metric_has_a_best_value_or_is_known_to_have_none()
        => Assert.Equal(Metric.All.OwnNames().Order(), s_best.Keys.Concat(s_unbounded).Order());

    [Theory, MemberData(nameof(Names))]
    public void It_measures_finite_numbers_twice_the_same_and_returns_its_memory(string name)
    {
        Metric metric = Metric.All.Create(name);
        Comparison comparison = Different(seed: 7);
        Assert.Null(metric.Lacks(comparison));
        int before = _scope.Count;
        IReadOnlyList<Score> scores = metric.Measure(comparison);
        Assert.Equal(before, _scope.Count);
        Assert.NotEmpty(scores);
        Assert.All(scores, score => Assert.True(double.IsFinite(score.Value), $"{score.Key} is {score.Value}"));
        Assert.Equal(scores, metric.Measure(comparison));
        Assert.Equal(scores, Metric.All.Create(name).Measure(Different(seed: 7)));
        torch.manual_seed(99);
        Assert.Equal(scores, metric.Measure(Different(seed: 7)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_bias_is_one_sentence_without_its_stop(string name)
        => Assert.Matches("^[^A-Z].*[^.]$", Metric.All.Create(name).Bias);

    [Theory, MemberData(nameof(Names))]
    public void Features_of_other_dimensions_are_refused(string name)
    {
        Comparison comparison = Different(seed: 1);
        foreach (Comparison other in new[]
        {
            comparison with { Reference = Normal(Count, 2, 1) },
            comparison with { Training = Normal(Count, 2, 1) },
            comparison with { HeldOut = Normal(Count, 2, 1) },
        })
        {
            Assert.Contains(
                "take both with one feature network", Metric.All.Create(name).Refusal(other), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_set_against_itself_scores_best()
    {
        FeatureSet set = Classified(3);
        Comparison same = new(set, set) { HeldOut = set };
        foreach ((string name, (string Key, double Value)[] best) in s_best)
        {
            IReadOnlyList<Score> scores = Metric.All.Create(name).Measure(same);
            Assert.All(best, expected => Assert.Equal(expected.Value, scores.Score(expected.Key), 1e-12));
        }
    }

    [Fact]
    public void No_two_scores_have_the_same_key()
    {
        Comparison comparison = Different(seed: 1);
        string[] keys =
            [.. Metric.All.OwnNames().SelectMany(name => Metric.All.Create(name).Measure(comparison)).Select(score => score.Key)];
        Assert.Equal(keys.Distinct(), keys);
        Assert.All(keys, key => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", key));
        string[] promised =
        [
            "fid", "kid_mean", "kid_std", "inception_score_mean", "inception_score_std", "precision", "recall", "density",
            "coverage",
            "authenticity", "ct", "modes",
        ];
        Assert.Empty(promised.Except(keys));
    }

    private static Comparison Different(ulong seed)
        => new(Classified(1), Classified(2)) { HeldOut = Classified(3), Seed = seed };

    // Four classes by the signs of the first two features.
    private static FeatureSet Classified(ulong seed)
    {
        Tensor features = Normal(Count, 3, seed).Features;
        Tensor first = features.narrow(1, 0, 1), second = features.narrow(1, 1, 1);
        Tensor logits = torch.cat([first + second, first - second, second - first, -first - second], 1) * 3;
        return new FeatureSet(features, Origin, logits, labels: logits.argmax(1));
    }
}
