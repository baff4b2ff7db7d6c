using Saddle.Evaluation;
using Saddle.Tests.Support;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class FrechetDistanceTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Pairs => With("fid");

    public void Dispose() => _scope.Dispose();

    // Differences of traces: what is lost is some units in the last place of the traces, which are below 1000.
    [Theory, MemberData(nameof(Pairs))]
    public void It_is_that_of_eigenvalues_in_40_digits(string pair)
        => Close.Equal(Number(pair + "/fid"), Fid(Pair(pair)), relative: 1e-9, absolute: 1e-11);

    [Theory, MemberData(nameof(Pairs))]
    public void It_is_symmetric_and_that_of_a_set_to_itself_is_0(string pair)
    {
        (FeatureSet generated, FeatureSet reference) = Pair(pair);
        Close.Equal(FrechetDistance.Between(generated, reference), FrechetDistance.Between(reference, generated), 1e-9, 1e-11);
        Close.Equal(0, FrechetDistance.Between(generated, generated), 0, 1e-10);
    }

    // Roots of eigenvalues near 0 keep half the digits.
    [Theory, MemberData(nameof(Pairs))]
    public void Statistics_that_were_kept_give_the_same(string pair)
    {
        (FeatureSet generated, FeatureSet reference) = Pair(pair);
        (GaussianStatistics first, GaussianStatistics second) =
            (GaussianStatistics.Of(generated), GaussianStatistics.Of(reference));
        double expected = Number(pair + "/fid");
        Close.Equal(expected, FrechetDistance.Between(generated, second), 1e-6, 1e-6);
        Close.Equal(expected, FrechetDistance.Between(first, second), 1e-6, 1e-6);
    }

    [Fact]
    public void Of_gaussians_that_commute_it_is_the_closed_form()
    {
        double[] ones = [4, 0.25, 1], others = [1, 1, 0];
        Close.Equal(9 + 1 + 0.25 + 1, FrechetDistance.Between(Axes(ones, 0), Axes(others, Math.Sqrt(3))), 1e-13, 0);
    }

    [Fact]
    public void Of_gaussians_in_the_plane_it_is_the_closed_form()
    {
        // Tr (S1 S2)^(1/2) is the root of Tr S1 S2 + 2 (|S1| |S2|)^(1/2) for two dimensions.
        double angle = 0.7, c = Math.Cos(angle), s = Math.Sin(angle);
        FeatureSet first = Axes([9, 1], 0), second = Of(Axes([4, 0.5], 0).Features.matmul(torch.tensor([c, s, -s, c], 2, 2)));
        double product = 9 * ((4 * c * c) + (0.5 * s * s)) + (4 * s * s) + (0.5 * c * c);
        double expected = 10 + 4.5 - 2 * Math.Sqrt(product + 2 * Math.Sqrt(9 * 2));
        Close.Equal(expected, FrechetDistance.Between(first, second), 1e-12, 0);
    }

    [Fact]
    public void The_covariance_is_over_one_less_than_the_samples()
    {
        GaussianStatistics statistics = GaussianStatistics.Of(Of([0, 0, 2, 0, 1, 6], 2));
        Close.Equal([1, 2], statistics.Mean.ToArray<double>(), 1e-15, 0);
        Close.Equal([1, 0, 0, 12], statistics.Covariance.ToArray<double>(), 1e-14, 1e-14);
    }

    [Fact]
    public void One_sample_has_no_covariance()
        => Assert.Equal(
            "metric fid: photos has 1 sample, but at least 2 are needed.",
            new FrechetDistance().Refusal(new(Of(torch.zeros([1, 2]), "photos"), Normal(9, 2, 1))));

    [Fact]
    public void Statistics_of_one_sample_or_of_other_dimensions_are_refused()
    {
        InputException one = Assert.Throws<InputException>(() => GaussianStatistics.Of(Of(torch.zeros([1, 2]), "photos")));
        Assert.Equal("photos has 1 sample, but a covariance needs at least 2.", one.Message);
        GaussianStatistics kept = GaussianStatistics.Of(Normal(9, 3, 1));
        InputException other = Assert.Throws<InputException>(() => FrechetDistance.Between(Normal(9, 2, 1), kept));
        Assert.Contains("received 2 and 3", other.Message, StringComparison.Ordinal);
    }

    private static double Fid(Comparison comparison) => new FrechetDistance().Measure(comparison).Score("fid");

    // Two samples on each axis, whose mean and covariance are exact.
    private static FeatureSet Axes(double[] variances, double mean)
    {
        int dimensions = variances.Length;
        var samples = new double[2 * dimensions * dimensions];
        Array.Fill(samples, mean);
        for (int axis = 0; axis < dimensions; axis++)
        {
            double length = Math.Sqrt(variances[axis] * (2 * dimensions - 1) / 2);
            samples[(2 * axis * dimensions) + axis] += length;
            samples[(((2 * axis) + 1) * dimensions) + axis] -= length;
        }
        return Of(samples, dimensions);
    }
}
