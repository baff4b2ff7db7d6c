using Saddle.Evaluation;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class PrecisionRecallTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Pairs => With("precision-recall");

    public void Dispose() => _scope.Dispose();

    [Theory, MemberData(nameof(Pairs))]
    public void It_is_exactly_that_of_brute_force(string pair)
        => Assert.Equal(
            Numbers(pair + "/precision-recall"), new PrecisionRecall().Measure(Pair(pair)).Select(score => score.Value));

    [Fact]
    public void The_edge_of_a_neighbourhood_belongs_to_it()
    {
        // The real neighbourhoods reach 1 to either side of 0, 1, 2; the generated 3 is on an edge and 3.5 outside.
        FeatureSet reference = Of([0, 1, 2], 1), generated = Of([3, 3.5, 9], 1);
        IReadOnlyList<Score> scores = new PrecisionRecall { Neighbours = 1 }.Measure(new(generated, reference));
        Assert.Equal(1 / 3.0, scores.Score("precision"));
        // 9 has its neighbour at 3.5, so its neighbourhood reaches down to there; 3 and 3.5 reach half a step.
        Assert.Equal(0, scores.Score("recall"));
    }

    [Fact]
    public void Half_of_the_modes_halves_recall_and_not_precision()
    {
        FeatureSet reference = Of(torch.cat([Normal(200, 2, 1).Features, Normal(200, 2, 2).Features + 100]));
        FeatureSet generated = Of(Normal(200, 2, 3).Features);
        IReadOnlyList<Score> scores = new PrecisionRecall().Measure(new(generated, reference));
        Assert.InRange(scores.Score("precision"), 0.9, 1);
        Assert.InRange(scores.Score("recall"), 0.45, 0.5);
    }

    [Fact]
    public void More_samples_than_a_tile_has_rows_count_once_each()
    {
        FeatureSet set = Normal(2500, 2, 1), shuffled = Of(set.Features.flip(0));
        Assert.All(new PrecisionRecall().Measure(new(shuffled, set)), score => Assert.Equal(1, score.Value));
    }

    [Fact]
    public void Fewer_samples_than_neighbours_are_named()
        => Assert.Equal(
            "metric precision-recall: photos has 3 samples, but at least 4 are needed.",
            new PrecisionRecall().Refusal(new(Of(torch.zeros([3, 2]), "photos"), Normal(9, 2, 1))));
}
