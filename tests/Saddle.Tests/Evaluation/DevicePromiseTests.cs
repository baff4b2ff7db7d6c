using Saddle.Conditions;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Tests.Support;

namespace Saddle.Tests.Evaluation;

/// <summary>What an evaluation promises a GPU: the numbers are the processor's, and the same each time.</summary>
public sealed class DevicePromiseTests : IDisposable
{
    private static readonly HashSet<string> s_measured = [];

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Every_metric_finds_there_what_it_finds_here_with_nothing_added_up_in_no_fixed_order()
    {
        Dictionary<string, double> here = Scores();
        using var watch = new OperatorWatch();
        Dictionary<string, double> there = Scores();
        Assert.Empty(watch.Nondeterministic);
        Assert.Equal(Metric.All.Entries.Count, s_measured.Count);
        Assert.Equal(here.Keys, there.Keys);
        Assert.All(here, score => Assert.Equal(score.Value, there[score.Key], 1e-6 * Math.Abs(score.Value) + 1e-12));
    }

    [Fact]
    public void The_classifier_learns_by_what_has_an_order()
    {
        using var classifier = new Classifier(new SampleShape(3, 19, 1), 4);
        using var watch = new OperatorWatch();
        (Tensor features, Tensor logits) = classifier.Forward(torch.randn([5, 3, 19, 1]));
        Likelihood.CrossEntropy(logits, torch.tensor([0L, 1, 2, 3, 0])).backward();
        Assert.Equal([5, Classifier.FeatureCount], features.shape);
        Assert.NotEmpty(watch.Seen);
        Assert.Empty(watch.Nondeterministic);
    }

    // Points of a mixture, with logits and labels: whatever a metric may ask for.
    private static Dictionary<string, double> Scores()
    {
        using FeatureSet generated = Features(Points(400, 1), classes: 3), reference = Features(Points(500, 2), classes: 3);
        using FeatureSet heldOut = Features(Points(200, 3), classes: 3);
        var comparison = new Comparison(generated, reference) { HeldOut = heldOut };
        EvaluationReport report = Evaluator.Measure(comparison, Evaluator.Parse(string.Join(',', Metric.All.Names)));
        s_measured.UnionWith(report.Measured.Select(measured => measured.Metric.Name));
        return report.Scores.ToDictionary(score => score.Key, score => score.Value);
    }

    private static Tensor Points(long count, ulong seed)
    {
        using var random = new RandomGenerator(seed);
        return torch.randn([count, 4], random, ScalarType.Float64) * (0.9 + (0.1 * seed));
    }

    private static FeatureSet Features(Tensor values, int classes = 0) => new(
        values, new FeatureOrigin("test"), classes > 0 ? values.narrow(1, 0, classes) : null,
        labels: classes > 0 ? torch.zeros([values.size(0)], ScalarType.Int64) : null);
}
