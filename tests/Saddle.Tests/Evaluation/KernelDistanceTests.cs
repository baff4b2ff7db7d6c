using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class KernelDistanceTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Pairs => With("kid");

    public void Dispose() => _scope.Dispose();

    [Theory, MemberData(nameof(Pairs))]
    public void One_subset_is_the_unbiased_estimate(string pair)
    {
        (FeatureSet generated, FeatureSet reference) = Pair(pair);
        long size = Math.Min(generated.Count, reference.Count);
        double kid = KernelDistance.SquaredDiscrepancy(
            generated.Features.narrow(0, 0, size), reference.Features.narrow(0, 0, size));
        Close.Equal(Number(pair + "/kid"), kid, 1e-10, 1e-12);
    }

    [Fact]
    public void Of_two_samples_each_it_is_the_sum_by_hand()
        // k(0, 1) = 1, k(2, 3) = 7^3; across 1, 1, 3^3, 4^3.
        => Close.Equal(
            1 + 343 - 2 * 93 / 4.0, KernelDistance.SquaredDiscrepancy(Of([0, 1], 1).Features, Of([2, 3], 1).Features), 1e-14, 0);

    [Fact]
    public void A_subset_of_all_samples_is_the_same_again_and_again()
    {
        (FeatureSet generated, FeatureSet reference) = Pair("same");
        IReadOnlyList<Score> scores = new KernelDistance { Subsets = 5, SubsetSize = 1000 }.Measure(new(generated, reference));
        Close.Equal(Number("same/kid"), scores.Score("kid_mean"), 1e-10, 0);
        Close.Equal(0, scores.Score("kid_std"), 0, 1e-12);
    }

    [Fact]
    public void Sets_of_one_distribution_have_0_within_the_error_of_the_mean()
    {
        IReadOnlyList<Score> scores = new KernelDistance { Subsets = 50, SubsetSize = 200 }
            .Measure(new(Normal(2000, 8, 1), Normal(2000, 8, 2)));
        // Subsets are nearly independent: they use up each set five times.
        Assert.InRange(scores.Score("kid_mean"), -scores.Score("kid_std"), scores.Score("kid_std"));
        Assert.InRange(scores.Score("kid_std"), 1e-4, 0.1);
    }

    [Fact]
    public void One_sample_says_nothing()
        => Assert.Contains(
            "at least 2 are needed", new KernelDistance().Refusal(new(Normal(9, 2, 1), Normal(1, 2, 1))),
            StringComparison.Ordinal);
}
