using Saddle.Tests.Support;
using Saddle.Theory;
using Saddle.Theory.Numerics;
using Xunit;

namespace Saddle.Tests.Theory;

public class NumericsTests
{
    // Abramowitz and Stegun's and Wolfram's values.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.84134474606854294859)]
    [InlineData(-1, 0.15865525393145705141)]
    [InlineData(-3, 1.3498980316300945267e-3)]
    [InlineData(-6, 9.8658764503769814070e-10)]
    [InlineData(-10, 7.6198530241605260660e-24)]
    [InlineData(-20, 2.7536241186062336951e-89)]
    [InlineData(-37, 5.7255712225245265e-300)]
    public void Normal_probabilities_keep_their_digits_in_the_tails(double z, double probability)
        => Relative.Equal(probability, Normal.Cumulative(z), 2e-13);

    [Fact]
    public void The_series_and_the_fraction_of_the_error_function_agree_where_they_meet()
        => Relative.Equal(Normal.ComplementaryError(2 - 1e-13), Normal.ComplementaryError(2), 1e-12);

    [Theory]
    [InlineData(-30)]
    [InlineData(-8)]
    [InlineData(-2.5)]
    [InlineData(-0.1)]
    [InlineData(0.7)]
    [InlineData(12)]
    public void Normal_quantiles_invert_probabilities(double z)
        => Relative.Equal(z, Normal.Quantile(Normal.Cumulative(z), Normal.Cumulative(-z)), 1e-13);

    [Theory]
    [InlineData(1e-12)]
    [InlineData(-1e-7)]
    [InlineData(3e-3)]
    [InlineData(-0.4)]
    [InlineData(0.6)]
    public void Small_exponentials_do_not_cancel(double x)
    {
        decimal exact = 0;
        decimal term = 1;
        for (int n = 1; n < 30; n++)
        {
            term *= (decimal)x / n;
            exact += term;
        }
        Relative.Equal((double)exact, Elementary.ExpMinusOne(x), 4e-16);
        Relative.Equal(x, Elementary.LogOnePlus(Elementary.ExpMinusOne(x)), 4e-16);
        Relative.Equal(
            x * x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7 * (1 + x / 8 * (1 + x / 9))))))),
            Elementary.ExpMinusTangent(x), Math.Abs(x) < 0.01 ? 4e-16 : 1e-6);
    }

    [Fact]
    public void A_kink_and_a_narrow_peak_are_integrated_to_the_tolerance()
    {
        Relative.Equal(0.29, Quadrature.Integrate(x => Math.Abs(x - 0.3), [0, 1]), 1e-10);
        Relative.Equal(
            1, Quadrature.Integrate(x => Math.Exp(Normal.LogDensity((x - 0.123) / 1e-3)) / 1e-3, [-1, 0.1, 0.2, 1]), 1e-10);
        Relative.Equal(2.0 / 3, Quadrature.Integrate(Math.Sqrt, [0, 1]), 1e-10);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0.56714329040978387300)]
    [InlineData(-1, 0.27846454276107379511)]
    [InlineData(2, 1.5571455989976114)]
    [InlineData(-20, 2.0611536181902033e-9)]
    [InlineData(-300, 5.148200222412013e-131)]
    public void Lambert_w_has_its_known_values(double logarithm, double w)
        => Relative.Equal(w, LambertW.OfExponential(logarithm), 1e-14);

    [Fact]
    public void Lambert_w_solves_its_equation_over_the_whole_range_of_exponents()
    {
        for (double y = -36.9; y < 1e9; y = y < 50 ? y + 0.37 : y * 1.7)
        {
            double w = LambertW.OfExponential(y);
            // An error of dw in w changes w + log w by dw (1 + 1 / w).
            double error = (y - w - Math.Log(w)) / (1 + w);
            Assert.InRange(error, -1e-14, 1e-14);
        }
    }

    [Fact]
    public void Lambert_w_refuses_what_is_not_finite()
        => Assert.Throws<ArgumentOutOfRangeException>(() => LambertW.OfExponential(double.PositiveInfinity));
}
