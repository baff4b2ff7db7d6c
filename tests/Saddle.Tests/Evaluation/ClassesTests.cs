using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.InceptionScoreTests;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class ClassesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void It_counts_what_was_asked_for_and_what_is_seen()
    {
        IReadOnlyList<Score> scores = Measure([0, 0, 2, 2], 3, asked: [0, 1, 2, 2]);
        Assert.Equal(0.75, scores.Score("class_accuracy"));
        Close.Equal(Math.Log(2), scores.Score("class_entropy"), 1e-14, 0);
        Assert.Equal([0.5, 0, 0.5], Enumerable.Range(0, 3).Select(k => scores.Score($"class_share_{k}")));
    }

    [Fact]
    public void Without_labels_nothing_was_asked_for_and_a_thousand_classes_are_not_listed()
        => Assert.Equal(["class_entropy"], Measure([7, 7, 999], 1000).Select(score => score.Key));

    [Fact]
    public void A_label_that_is_no_class_is_named()
    {
        string message = Assert.Throws<InputException>(() => Measure([0, 1], 3, asked: [0, 3])).Message;
        Assert.Equal(
            "metric classes: the features has the label 3, but the feature network test names the classes 0 to 2.", message);
    }

    [Fact]
    public void Without_classes_it_says_what_is_missing()
        => Assert.Contains(
            "names no classes", new Classes().Refusal(new(Normal(3, 2, 1), Normal(3, 2, 2))), StringComparison.Ordinal);

    private static IReadOnlyList<Score> Measure(long[] seen, long classes, long[]? asked = null)
    {
        Tensor logits = Sure(seen, classes);
        FeatureSet set = new(logits, Origin, logits, labels: asked is null ? null : torch.tensor(asked));
        return new Classes().Measure(new(set, set));
    }
}
