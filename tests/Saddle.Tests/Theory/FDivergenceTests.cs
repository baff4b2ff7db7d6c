using Saddle.Tests.Support;
using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Theory;

public class FDivergenceTests
{
    private static readonly double[] Ratios = [.. Enumerable.Range(-40, 81).Select(k => Math.Exp(k / 8.0))];

    public static TheoryData<int> Members => [.. Enumerable.Range(0, FDivergence.Family.Count + 1)];

    private static FDivergence Member(int index)
        => index < FDivergence.Family.Count ? FDivergence.Family[index] : FDivergence.Triangular;

    private static bool HasKink(FDivergence divergence) => divergence == FDivergence.TotalVariation;

    [Theory]
    [MemberData(nameof(Members))]
    public void The_slope_is_the_derivative_of_f(int index)
    {
        FDivergence divergence = Member(index);
        foreach (double u in Ratios.Where(u => !HasKink(divergence) || Math.Abs(u - 1) > 0.1))
        {
            double step = 1e-4 * u;
            double derivative = (
                8 * (divergence.F(u + step) - divergence.F(u - step)) - divergence.F(u + 2 * step) + divergence.F(u - 2 * step))
                / (12 * step);
            // Rounding f costs its size over the step.
            double rounding = 1e-15 * (1 + Math.Abs(divergence.F(u)) + u * Math.Abs(Math.Log(u))) / step;
            Assert.Equal(derivative, divergence.Slope(u), 1e-10 * (1 + Math.Abs(derivative)) + rounding);
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Value_slope_and_curvature_at_one_are_as_stated(int index)
    {
        FDivergence divergence = Member(index);
        Assert.Equal(divergence.AtOne, divergence.F(1), 1e-15);
        Assert.Equal(divergence.SlopeAtOne, divergence.Slope(1), 1e-15);
        double curvature = (divergence.Slope(1 + 1e-5) - divergence.Slope(1 - 1e-5)) / 2e-5;
        if (HasKink(divergence))
        {
            Assert.Equal(double.PositiveInfinity, divergence.CurvatureAtOne);
        }
        else
        {
            Assert.Equal(divergence.CurvatureAtOne, curvature, 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Limits_at_zero_and_infinity_are_as_stated(int index)
    {
        FDivergence divergence = Member(index);
        Near(divergence.AtZero, divergence.F(1e-14));
        Near(divergence.SlopeAtInfinity, divergence.F(1e14) / 1e14);
        Assert.Equal(divergence.AtZero, divergence.F(0));

        // Roots of 1e-14 are still 1e-7, logarithms grow slowly.
        static void Near(double limit, double value)
        {
            if (double.IsInfinity(limit))
            {
                Assert.True(value > 25, $"{value} is not on its way to infinity.");
            }
            else
            {
                Assert.Equal(limit, value, 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Fenchel_equality_holds_at_the_optimal_discriminator(int index)
    {
        FDivergence divergence = Member(index);
        foreach (double u in Ratios)
        {
            double t = divergence.Slope(u);
            double expected = u * t - divergence.F(u);
            Assert.Equal(
                expected, divergence.Conjugate(t),
                1e-12 * (1 + u * Math.Abs(t) + Math.Abs(expected)) * Sensitivity(divergence, t));
        }

        // Where f*'s slope is u, an error of one unit in the last place of t counts u times; near the domain's end more.
        static double Sensitivity(FDivergence divergence, double t)
            => double.IsFinite(divergence.SlopeAtInfinity) ? Math.Max(1, 1e-2 / (divergence.SlopeAtInfinity - t + 1e-12)) : 1;
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void The_conjugate_is_the_upper_envelope_of_lines_and_its_conjugate_is_f(int index)
    {
        FDivergence divergence = Member(index);
        double[] ratios = [.. Enumerable.Range(-160, 321).Select(k => Math.Exp(k / 32.0))];
        LineEnvelope lines = LineEnvelope.Of(divergence.F, ratios);
        double[] slopes = [.. ratios.Select(divergence.Slope)];
        LineEnvelope back = LineEnvelope.Of(divergence.Conjugate, slopes);
        for (int k = 0; k < ratios.Length; k++)
        {
            double size = 1 + Math.Abs(divergence.F(ratios[k])) + ratios[k] * Math.Abs(slopes[k]);
            EnvelopePoint point = lines.At(slopes[k]);
            Assert.Equal(divergence.Conjugate(slopes[k]), point.Value, 1e-10 * size);
            if (!HasKink(divergence))
            {
                // At a slope of f two neighbours are at most a rounding error apart from being active.
                Assert.InRange(point.Line, k - 1, k + 1);
            }
            Assert.Equal(divergence.F(ratios[k]), back.At(ratios[k]).Value, 1e-10 * size);
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void The_table_passes_its_own_check(int index)
    {
        FenchelCheck check = FenchelCheck.Of(Member(index));
        Assert.InRange(Math.Max(check.EqualityError, Math.Max(check.EnvelopeError, check.BiconjugateError)), 0, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void No_line_lies_above_the_conjugate(int index)
    {
        FDivergence divergence = Member(index);
        double high = Math.Min(divergence.SlopeAtInfinity - 1e-6, 8);
        foreach (double t in Enumerable.Range(0, 200).Select(k => high - 0.06 * k))
        {
            double conjugate = divergence.Conjugate(t);
            foreach (double u in Ratios.Append(0))
            {
                Assert.True(u * t - divergence.F(u) <= conjugate + 1e-12 * (1 + Math.Abs(u * t)), $"{divergence}: u {u}, t {t}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void The_output_activation_rises_and_stays_in_the_conjugates_domain(int index)
    {
        FDivergence divergence = Member(index);
        double[] outputs = [.. Enumerable.Range(-60, 121).Select(k => divergence.Activation(k / 4.0))];
        Assert.All(outputs.Zip(outputs.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(outputs, t => Assert.True(double.IsFinite(divergence.Conjugate(t))));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Outside_its_domain_the_conjugate_is_infinite(int index)
    {
        FDivergence divergence = Member(index);
        double end = divergence.SlopeAtInfinity;
        Assert.Equal(
            double.IsFinite(end), double.IsPositiveInfinity(divergence.Conjugate(double.IsFinite(end) ? end + 1e-9 : 50)));
        string[] closed = ["neyman", "total-variation", "triangular"];
        Assert.Equal(
            closed.Contains(divergence.Name) || divergence.ToString() == "alpha with a = -0.5", divergence.DomainIsClosed);
    }

    [Fact]
    public void Conjugates_are_clipped_below_the_slope_at_zero()
    {
        Assert.Equal(-1, FDivergence.Pearson.Conjugate(-2.5));
        Assert.Equal(-1, FDivergence.Pearson.Conjugate(-2), 1e-15);
        Relative.Equal(-1 / 1.5, FDivergence.Alpha(1.5).Conjugate(-7), 1e-15);
        Assert.Equal(-0.5, FDivergence.TotalVariation.Conjugate(-3));
        Assert.Equal(-1, FDivergence.Triangular.Conjugate(-4));
    }

    [Fact]
    public void Jeffreys_conjugate_survives_exponents_that_overflow()
    {
        // W + log W = 1 - t; f* = 1/W - 1 - log W.
        double t = -1e5;
        double w = LambertW.OfExponential(1 - t);
        Relative.Equal(1 / w - 1 - Math.Log(w), FDivergence.Jeffrey.Conjugate(t), 1e-14);
        Assert.InRange(FDivergence.Jeffrey.Conjugate(t), -13, -12);
        Assert.Equal(0, FDivergence.Jeffrey.Conjugate(0), 1e-15);
    }

    [Fact]
    public void Members_of_the_alpha_family_are_multiples_of_the_named_ones()
    {
        foreach (double u in Ratios)
        {
            Relative.Equal(FDivergence.Pearson.F(u), 2 * FDivergence.Alpha(2).F(u), 1e-11);
            Assert.Equal(FDivergence.Neyman.F(u), 2 * FDivergence.Alpha(-1).F(u), 1e-13 * (u + 1 / u));
            Assert.Equal(FDivergence.SquaredHellinger.F(u), FDivergence.Alpha(0.5).F(u) / 2, 1e-13 * (1 + u));
            Assert.Equal(FDivergence.JensenShannon.F(u), 2 * FDivergence.WeightedJensenShannon(0.5).F(u), 1e-13 * (1 + u));
        }
    }

    [Fact]
    public void Parameters_outside_the_families_are_refused_and_the_limit_is_named()
    {
        Assert.Contains(
            "reverse Kullback-Leibler", Assert.Throws<InputException>(() => FDivergence.Alpha(0)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the Kullback-Leibler", Assert.Throws<InputException>(() => FDivergence.Alpha(1)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => FDivergence.Alpha(double.NaN));
        Assert.Throws<InputException>(() => FDivergence.WeightedJensenShannon(0));
        Assert.Throws<InputException>(() => FDivergence.WeightedJensenShannon(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FDivergence.Pearson.F(-1));
    }

    [Fact]
    public void Alpha_tends_to_reverse_kl_and_kl_at_its_limits()
    {
        Distribution p = Distribution.Gaussian(0, 1);
        Distribution q = Distribution.Gaussian(0.5, 1.2);
        Relative.Equal(FDivergence.ReverseKullbackLeibler.Between(p, q), FDivergence.Alpha(1e-6).Between(p, q), 1e-5);
        Relative.Equal(FDivergence.KullbackLeibler.Between(p, q), FDivergence.Alpha(1 - 1e-6).Between(p, q), 1e-5);
    }

    [Fact]
    public void Names_are_distinct_but_for_the_families_members()
        => Assert.Equal(
            [
                "kl", "reverse-kl", "pearson", "neyman", "hellinger", "jeffrey", "js", "weighted-js", "gan", "alpha", "alpha",
                "total-variation",
            ],
            FDivergence.Family.Select(divergence => divergence.Name));
}
