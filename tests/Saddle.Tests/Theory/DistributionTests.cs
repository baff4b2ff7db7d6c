using Saddle.Tests.Support;
using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Theory;

public class DistributionTests
{
    private const string Mixed = "0.2*delta(1)+0.3*N(-1,0.5)+0.5*U(0,4)";

    [Fact]
    public void Moments_are_those_of_the_components()
    {
        Distribution mixture = Distribution.Parse(Mixed);
        double mean = 0.2 * 1 + 0.3 * -1 + 0.5 * 2;
        double second = 0.2 * 1 + 0.3 * (1 + 0.25) + 0.5 * 16 / 3;
        Relative.Equal(mean, mixture.Mean, 1e-15);
        Relative.Equal(second - mean * mean, mixture.Variance, 1e-14);
    }

    [Fact]
    public void Densities_atoms_and_cumulative_probabilities_add_up()
    {
        Distribution mixture = Distribution.Parse(Mixed);
        Assert.Equal([new Atom(1, 0.2)], mixture.Atoms);
        Assert.Equal(0.2, mixture.Probability(1));
        Assert.Equal(0, mixture.Probability(1.0001));
        double gaussian = Math.Exp(-2 * 2 * 2) / (0.5 * Math.Sqrt(Math.Tau));
        Relative.Equal(0.3 * gaussian + 0.5 / 4, mixture.Density(1), 1e-14);
        Relative.Equal(0.2, mixture.Cumulative(1) - mixture.Cumulative(1 - 1e-13), 1e-9);
        Assert.Equal(1, mixture.Cumulative(1.7) + mixture.Survival(1.7), 1e-15);
        Relative.Equal(0.3 * 7.6198530241605260660e-24, mixture.Cumulative(-6), 1e-12);
    }

    [Fact]
    public void The_support_is_merged()
    {
        Assert.Equal([new Interval(-3, -3), new Interval(0, 3), new Interval(5, 6)],
            Distribution.Parse("0.2*U(5,6)+0.2*U(0,2)+0.2*U(1,3)+0.2*delta(2)+0.2*delta(-3)").Support);
        Assert.Equal([new Interval(double.NegativeInfinity, double.PositiveInfinity)], Distribution.Parse(Mixed).Support);
    }

    [Fact]
    public void Quantiles_invert_cumulative_probabilities_and_stop_at_atoms()
    {
        Distribution mixture = Distribution.Parse(Mixed);
        double below = mixture.Cumulative(1) - 0.2;
        Assert.Equal(1, mixture.Quantile(below + 1e-9));
        Assert.Equal(1, mixture.Quantile(below + 0.2 - 1e-9));
        foreach (double share in new[] { 1e-12, 0.01, 0.3, 0.9, 1 - 1e-6 })
        {
            Relative.Equal(share, mixture.Cumulative(mixture.Quantile(share)), 1e-12);
        }
        Assert.Equal((0d, 1d, 1d, 2d), (Categories(0), Categories(0.3), Categories(0.1 + 1e-9), Categories(1)));

        static double Categories(double share) => Distribution.Discrete(0.1, 0.2, 0.7).Quantile(share);
    }

    [Fact]
    public void Quantiles_of_a_mixture_with_a_gap_lie_on_the_right_side_of_it()
    {
        Distribution gap = Distribution.Parse("0.5*U(0,1)+0.5*U(5,6)");
        Assert.Equal(0.99, gap.Quantile(0.495), 1e-13);
        Assert.Equal(5.01, gap.Quantile(0.505), 1e-13);
    }

    [Fact]
    public void Samples_follow_the_distribution_and_the_seed()
    {
        Distribution mixture = Distribution.Parse(Mixed);
        double[] samples = mixture.Sample(20_000, 7);
        // Kolmogorov and Smirnov's distance is under 1.95 / sqrt(n) with probability 0.999.
        Array.Sort(samples);
        double distance = samples.Select((x, k) => Math.Abs(mixture.Cumulative(x) - (k + 1.0) / samples.Length))
            .Where((_, k) => samples[k] != 1).Max();
        Assert.InRange(distance, 0, 1.95 / Math.Sqrt(20_000));
        Assert.Equal(0.2, samples.Count(x => x == 1) / 20_000.0, 0.01);
        Assert.Equal(mixture.Sample(5, 7), mixture.Sample(9, 7).Take(5));
        Assert.NotEqual(mixture.Sample(5, 7), mixture.Sample(5, 8));
    }

    [Fact]
    public void Bad_numbers_are_refused_with_the_reason()
    {
        Refused("sum to 1", () => Distribution.Discrete(0.5, 0.6));
        Refused("probability 1 is -0.1", () => Distribution.Discrete(1.1, -0.1));
        Refused("sum to 1", () => Distribution.Discrete());
        Refused("probability 0 is NaN", () => Distribution.Discrete(double.NaN, 1));
        Refused("greater than 0", () => Distribution.Gaussian(0, 0));
        Refused("greater than 0", () => Distribution.Gaussian(0, -1));
        Refused("between 1e-100 and 1e100", () => Distribution.Gaussian(double.PositiveInfinity, 1));
        Refused("a < b", () => Distribution.Uniform(1, 1));
        Refused("weights that sum to 1", () => Distribution.Mixture((0.5, Distribution.PointMass(0))));
        Refused("0 to 1", () => Distribution.PointMass(0).Quantile(1.5));

        static void Refused(string reason, Func<object> make)
            => Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
    }
}
