using Saddle.Tests.Support;
using Saddle.Theory;
using Saddle.Theory.Transport;
using Xunit;

namespace Saddle.Tests.Theory.Transport;

public class WassersteinTests
{
    private static double First(string p, string q) => WassersteinDistance.First(Distribution.Parse(p), Distribution.Parse(q));

    private static double Second(string p, string q) => WassersteinDistance.Second(Distribution.Parse(p), Distribution.Parse(q));

    [Theory]
    [InlineData("delta(0)", "delta(-2.5)", 2.5, 2.5)]
    [InlineData("delta(0.5)", "U(0,1)", 0.25, 0.28867513459481288225)]
    [InlineData("U(0,1)", "U(0,2)", 0.5, 0.57735026918962576451)]
    [InlineData("U(0,1)", "U(7,8)", 7, 7)]
    [InlineData("N(0,1)", "N(3,1)", 3, 3)]
    [InlineData("N(0,1)", "N(0,3)", 1.5957691216057307117, 2)]
    [InlineData("delta(0)", "N(0,1)", 0.79788456080286535588, 1)]
    [InlineData("1,0,0", "0,0,1", 2, 2)]
    [InlineData("0.5,0.5,0", "0,0.5,0.5", 1, 1)]
    [InlineData("0.5,0,0.5", "0.25,0.5,0.25", 0.5, 0.70710678118654752440)]
    public void Known_distances_come_out(string p, string q, double first, double second)
    {
        Relative.Equal(first, First(p, q), 1e-9);
        Relative.Equal(second, Second(p, q), 1e-9);
        Relative.Equal(first, First(q, p), 1e-9);
        Relative.Equal(second, Second(q, p), 1e-9);
    }

    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 1, 1e-3, 1.001)]
    [InlineData(-2, 0.3, 5, 4)]
    [InlineData(10, 1e-3, 10, 1e3)]
    public void Gaussians_have_the_closed_form_of_w2(double mean, double deviation, double otherMean, double otherDeviation)
        => Relative.Equal(double.Hypot(mean - otherMean, deviation - otherDeviation),
            WassersteinDistance.Second(Distribution.Gaussian(mean, deviation), Distribution.Gaussian(otherMean, otherDeviation)),
            1e-9);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0.01)]
    [InlineData(3, 0.4)]
    [InlineData(3, 50)]
    public void A_shift_of_a_mixture_costs_the_shift(double centre, double shift)
    {
        Distribution Place(double by) => Distribution.Mixture(
            (0.2, Distribution.PointMass(1 + by)), (0.3, Distribution.Gaussian(-centre + by, 0.1)),
            (0.5, Distribution.Uniform(centre + by, centre + 2 + by)));
        Relative.Equal(shift, WassersteinDistance.First(Place(0), Place(shift)), 1e-9);
        Relative.Equal(shift, WassersteinDistance.Second(Place(0), Place(shift)), 1e-8);
    }

    [Fact]
    public void A_stretch_of_a_mixture_costs_its_own_moments()
    {
        // x -> 2 x keeps the order, so that nothing cheaper exists: W2^2 = E[x^2], and W1 = E|x|, here E[x] as all is positive.
        Distribution p = Distribution.Parse("0.4*U(1,2)+0.6*N(30,1)");
        Distribution q = Distribution.Parse("0.4*U(2,4)+0.6*N(60,2)");
        Relative.Equal(p.Mean, WassersteinDistance.First(p, q), 1e-10);
        Relative.Equal(Math.Sqrt(p.Variance + p.Mean * p.Mean), WassersteinDistance.Second(p, q), 1e-10);
    }

    [Fact]
    public void Between_lists_of_probabilities_both_distances_are_the_exact_transport_cost() => Samples.ForAll(random =>
    {
        int count = random.Next(1, 9);
        double[] p = Samples.Probabilities(random, count, zeros: true);
        double[] q = Samples.Probabilities(random, count, zeros: true);
        var places = new double[count, 1];
        for (int k = 0; k < count; k++)
        {
            places[k, 0] = k;
        }
        (WeightedPoints a, WeightedPoints b) = (new(places, p), new(places, q));
        Assert.Equal(
            OptimalTransport.WassersteinOne(a, b), WassersteinDistance.First(Distribution.Discrete(p), Distribution.Discrete(q)),
            1e-12);
        Assert.Equal(OptimalTransport.Solve(a, b, GroundCost.SquaredDistance).Cost,
            Math.Pow(WassersteinDistance.Second(Distribution.Discrete(p), Distribution.Discrete(q)), 2), 1e-12);
    });

    [Fact]
    public void W1_is_a_metric_below_w2() => Samples.ForAll(random =>
    {
        Distribution Draw() => Distribution.Mixture(
            (0.5, Distribution.Gaussian(6 * random.NextDouble() - 3, 0.1 + random.NextDouble())),
            (0.5, Distribution.Uniform(-random.NextDouble(), random.NextDouble())));
        (Distribution a, Distribution b, Distribution c) = (Draw(), Draw(), Draw());
        double direct = WassersteinDistance.First(a, c);
        Assert.True(direct <= WassersteinDistance.First(a, b) + WassersteinDistance.First(b, c) + 1e-9);
        Assert.True(direct <= WassersteinDistance.Second(a, c) + 1e-9);
        Assert.True(direct >= Math.Abs(a.Mean - c.Mean) - 1e-9);
    });

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        Assert.Throws<InputException>(() => First("0.5,0.5", "1"));
        Assert.Throws<InputException>(() => Second("0.5,0.5", "1"));
    }
}
