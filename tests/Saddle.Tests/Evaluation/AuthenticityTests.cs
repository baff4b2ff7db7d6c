using Saddle.Evaluation;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class AuthenticityTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Pairs => With("authenticity");

    public void Dispose() => _scope.Dispose();

    [Theory, MemberData(nameof(Pairs))]
    public void It_is_exactly_that_of_brute_force(string pair)
    {
        Comparison comparison = pair == "memory" ? new(Set("memory/generated"), Set("memory/training")) : Pair(pair);
        Assert.Equal(Number(pair + "/authenticity"), Authentic(comparison));
        // Distances that another metric has had counted serve as well.
        comparison.Training.NearestOthers(3);
        Assert.Equal(Number(pair + "/authenticity"), Authentic(comparison));
    }

    [Fact]
    public void It_looks_at_the_training_samples_and_not_at_the_reference()
    {
        FeatureSet training = Normal(50, 3, 1), reference = Normal(50, 3, 2);
        Assert.Equal(0, Authentic(new(reference, training) { Training = reference }));
        Assert.True(Authentic(new(reference, training)) > 0.2);
    }

    [Fact]
    public void Held_out_samples_say_what_to_expect()
    {
        FeatureSet training = Normal(300, 8, 1), heldOut = Normal(300, 8, 2);
        IReadOnlyList<Score> scores = new Authenticity()
            .Measure(new(training, heldOut) { Training = training, HeldOut = heldOut });
        Assert.Equal(
            (0, Authentic(new(heldOut, training))), (scores.Score("authenticity"), scores.Score("authenticity_expected")));
    }

    [Fact]
    public void In_the_plane_new_samples_score_as_often_as_neighbours_are_not_mutual()
    {
        const int count = 4000;
        using var random = new RandomGenerator(3);
        FeatureSet Uniform() => Of(torch.rand([count, 2], random, ScalarType.Float64));
        // Two points of the plane are each other's nearest neighbours with probability 6 pi / (8 pi + 3 sqrt 3).
        double expected = 1 - 6 * Math.PI / (8 * Math.PI + 3 * Math.Sqrt(3));
        Assert.Equal(expected, Authentic(new(Uniform(), Uniform())), 4 * Math.Sqrt(0.24 / count));
    }

    [Fact]
    public void One_training_sample_has_no_neighbour()
        => Assert.Contains(
            "at least 2 are needed", new Authenticity().Refusal(new(Normal(9, 2, 1), Normal(1, 2, 1))), StringComparison.Ordinal);

    private static double Authentic(Comparison comparison) => new Authenticity().Measure(comparison).Score("authenticity");
}
