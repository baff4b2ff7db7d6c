using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Published;

/// <summary>The one-dimensional experiment of arXiv:1606.00709, table 3: the exact optimum that training approaches.</summary>
public class OptimalGaussianTests
{
    public static TheoryData<string, double, double, double> Table => new()
    {
        { "kl", 0.2831, 1.0100, 1.8307 },
        { "reverse-kl", 0.2482, 1.5781, 1.6312 },
        { "js", 0.1281, 1.3068, 1.7540 },
        { "jeffrey", 0.5708, 1.3216, 1.7029 },
        { "pearson", 0.6458, 0.5737, 1.9273 },
    };

    private static FDivergence Named(string name) => FDivergence.Family.Single(divergence => divergence.Name == name);

    [Theory]
    [MemberData(nameof(Table))]
    public void The_exact_columns_of_the_table_come_out(string name, double value, double mean, double deviation)
    {
        OptimalGaussian optimum = OptimalGaussian.Fit(Named(name), OptimalGaussian.PublishedTarget);
        Assert.Equal(value, optimum.Value, 2e-4);
        Assert.Equal(mean, optimum.Mean, 2e-4);
        Assert.Equal(deviation, optimum.Deviation, 2e-4);
    }

    [Fact]
    public void Each_divergence_is_smallest_for_its_own_optimum()
    {
        FDivergence[] divergences = [.. Table.Select(row => Named(row.Data.Item1))];
        OptimalGaussian[] optima =
            [.. divergences.Select(divergence => OptimalGaussian.Fit(divergence, OptimalGaussian.PublishedTarget))];
        foreach (OptimalGaussian own in optima)
        {
            foreach (OptimalGaussian other in optima.Where(other => other != own))
            {
                Assert.True(own.Divergence.Between(OptimalGaussian.PublishedTarget, other.ToDistribution()) > own.Value + 1e-4);
            }
        }
    }

    [Fact]
    public void Kl_is_minimised_by_the_moments()
    {
        Distribution target = OptimalGaussian.PublishedTarget;
        OptimalGaussian optimum = OptimalGaussian.Fit(FDivergence.KullbackLeibler, target);
        Assert.Equal(target.Mean, optimum.Mean, 1e-5);
        Assert.Equal(Math.Sqrt(target.Variance), optimum.Deviation, 1e-5);
    }

    [Fact]
    public void A_gaussian_is_its_own_optimum()
    {
        OptimalGaussian optimum = OptimalGaussian.Fit(FDivergence.SquaredHellinger, Distribution.Gaussian(-40, 3));
        Assert.Equal((-40, 3, 0), (Math.Round(optimum.Mean, 4), Math.Round(optimum.Deviation, 4), Math.Round(optimum.Value, 8)));
    }

    [Fact]
    public void A_target_that_no_gaussian_approaches_is_refused()
        => Assert.Contains("is infinite", Assert.Throws<InputException>(
            () => OptimalGaussian.Fit(FDivergence.ReverseKullbackLeibler, Distribution.Uniform(0, 1))).Message,
        StringComparison.Ordinal);
}
