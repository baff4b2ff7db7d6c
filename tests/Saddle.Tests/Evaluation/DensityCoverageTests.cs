using Saddle.Evaluation;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class DensityCoverageTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Pairs => With("density-coverage");

    public void Dispose() => _scope.Dispose();

    // A sum of counts over a product, against a mean: the last digit may differ.
    [Theory, MemberData(nameof(Pairs))]
    public void It_is_that_of_brute_force(string pair)
        => Assert.Equal(
            Numbers(pair + "/density-coverage").Select(value => Math.Round(value, 14)),
            new DensityCoverage().Measure(Pair(pair)).Select(score => Math.Round(score.Value, 14)));

    [Fact]
    public void The_edge_of_a_neighbourhood_does_not_belong_to_it()
    {
        // Neighbourhoods reach 1 to either side of 0, 1, 2: of the generated only 0.5 lies inside some, those of 0 and 1.
        IReadOnlyList<Score> scores = new DensityCoverage { Neighbours = 1 }.Measure(new(Of([0.5, 3, 4], 1), Of([0, 1, 2], 1)));
        Assert.Equal(2 / 3.0, scores.Score("density"));
        Assert.Equal(2 / 3.0, scores.Score("coverage"));
    }

    [Fact]
    public void Equal_distributions_have_density_1_and_the_papers_coverage()
    {
        const int count = 3000;
        IReadOnlyList<Score> scores = new DensityCoverage().Measure(new(Normal(count, 4, 1), Normal(count, 4, 2)));
        // A neighbourhood is missed when its 5 nearest of all other samples are real: 1 - prod (N - i) / (2 N - i), .9688.
        double missed = Enumerable.Range(1, 5).Aggregate(1.0, (product, i) => product * (count - i) / (2.0 * count - i));
        // Four deviations of a share, doubled: neighbourhoods overlap.
        double error = 8 * Math.Sqrt(missed * (1 - missed) / count);
        Assert.InRange(scores.Score("coverage"), 1 - missed - error, 1 - missed + error);
        Assert.InRange(scores.Score("density"), 0.93, 1.07);
    }

    [Fact]
    public void Another_number_of_neighbours_is_not_taken_from_what_was_kept()
    {
        Comparison comparison = Pair("plain");
        double[] Values(int k) => [.. new DensityCoverage { Neighbours = k }.Measure(comparison).Select(score => score.Value)];
        double[] five = Values(5), nine = Values(9), three = Values(3);
        Assert.Equal(five, Values(5));
        Assert.True(three[1] < five[1] && five[1] < nine[1], "coverage grows with the neighbourhoods");
        Assert.Equal(nine, new DensityCoverage { Neighbours = 9 }.Measure(Pair("plain")).Select(score => score.Value));
    }

    [Fact]
    public void Fewer_samples_than_neighbours_are_named()
        => Assert.Contains(
            "at least 6 are needed", new DensityCoverage().Refusal(new(Normal(9, 2, 1), Normal(5, 2, 1))),
            StringComparison.Ordinal);
}
