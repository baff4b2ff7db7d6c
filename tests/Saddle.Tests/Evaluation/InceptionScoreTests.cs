using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class InceptionScoreTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Of_one_part_it_is_that_of_brute_force()
        => Close.Equal(Number("inception-score"), Measure(Goldens["logits"], splits: 1).Score("inception_score_mean"), 1e-12, 0);

    [Fact]
    public void A_sure_classifier_of_evenly_many_classes_gives_their_number()
    {
        IReadOnlyList<Score> scores = Measure(Sure([.. Enumerable.Range(0, 60).Select(k => (long)(k % 6))], 6), splits: 1);
        Close.Equal(6, scores.Score("inception_score_mean"), 1e-12, 0);
        Assert.Equal(0, scores.Score("inception_score_std"));
    }

    [Fact]
    public void A_classifier_that_cannot_tell_and_one_that_sees_one_class_give_1()
    {
        Close.Equal(1, Measure(torch.zeros([50, 8])).Score("inception_score_mean"), 1e-12, 0);
        Close.Equal(1, Measure(Sure(new long[50], 8)).Score("inception_score_mean"), 1e-12, 0);
    }

    [Fact]
    public void Parts_are_shuffled()
    {
        // In order each part would hold one class, and score 1.
        IReadOnlyList<Score> scores = Measure(Sure([.. Enumerable.Range(0, 1000).Select(k => (long)(k / 100))], 10));
        Assert.InRange(scores.Score("inception_score_mean"), 9, 10);
        Assert.InRange(scores.Score("inception_score_std"), 0.01, 0.5);
    }

    [Fact]
    public void Without_classes_it_says_what_is_missing()
        => Assert.Equal(
            "metric inception-score: the feature network test names no classes; use the features classifier, "
            + "or a network that returns logits.",
            new InceptionScore().Refusal(new(Normal(30, 2, 1), Normal(30, 2, 2))));

    private static IReadOnlyList<Score> Measure(Tensor logits, int splits = 10)
    {
        FeatureSet set = new(logits, Origin, logits);
        return new InceptionScore { Splits = splits }.Measure(new(set, set));
    }

    internal static Tensor Sure(long[] labels, long classes)
        => torch.tensor(labels).unsqueeze(1).eq(torch.arange(0, classes, dtype: ScalarType.Int64)).to(ScalarType.Float64) * 100;
}
