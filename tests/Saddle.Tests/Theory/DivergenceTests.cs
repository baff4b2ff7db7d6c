using Saddle.Tests.Support;
using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Theory;

public class DivergenceTests
{
    private static readonly double Log2 = Math.Log(2);

    private static double Between(FDivergence divergence, string p, string q)
        => divergence.Between(Distribution.Parse(p), Distribution.Parse(q));

    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 1, 2, 1)]
    [InlineData(-1, 0.5, 3, 2)]
    [InlineData(5, 2, 4, 0.7)]
    [InlineData(0, 1, 100, 1)]
    [InlineData(0, 1e-3, 0.5, 1)]
    public void Gaussians_have_the_closed_form_of_kl(double mean, double deviation, double otherMean, double otherDeviation)
    {
        Distribution p = Distribution.Gaussian(mean, deviation);
        Distribution q = Distribution.Gaussian(otherMean, otherDeviation);
        double forward = Closed(mean, deviation, otherMean, otherDeviation);
        double backward = Closed(otherMean, otherDeviation, mean, deviation);
        Relative.Equal(forward, FDivergence.KullbackLeibler.Between(p, q), 1e-9);
        Relative.Equal(backward, FDivergence.ReverseKullbackLeibler.Between(p, q), 1e-9);
        Relative.Equal(forward + backward, FDivergence.Jeffrey.Between(p, q), 1e-9);

        static double Closed(double m, double s, double n, double t)
            => Math.Log(t / s) + (s * s + (m - n) * (m - n)) / (2 * t * t) - 0.5;
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1.5, 1)]
    [InlineData(1, 20, 1)]
    [InlineData(1, 26, 1)]
    [InlineData(1.4, 0.3, 1)]
    [InlineData(0.2, -2, 3)]
    public void Gaussians_have_the_closed_form_of_chi_squared(double s, double distance, double t)
    {
        Distribution p = Distribution.Gaussian(0.7, s);
        Distribution q = Distribution.Gaussian(0.7 + distance, t);
        double excess = 2 * t * t - s * s;
        double closed = t * t / (s * Math.Sqrt(excess)) * Math.Exp(distance * distance / excess) - 1;
        Relative.Equal(closed, FDivergence.Pearson.Between(p, q), 1e-9);
        Relative.Equal(closed, FDivergence.Neyman.Between(q, p), 1e-9);
    }

    [Fact]
    public void Gaussians_have_the_closed_forms_of_hellinger_total_variation_and_alpha()
    {
        Distribution p = Distribution.Gaussian(0, 1);
        double coefficient = Math.Sqrt(2 * 3 / (1 + 9.0)) * Math.Exp(-4 / (4 * (1 + 9.0)));
        Relative.Equal(2 - 2 * coefficient, FDivergence.SquaredHellinger.Between(p, Distribution.Gaussian(2, 3)), 1e-10);
        // 2 Phi(1) - 1
        Relative.Equal(0.68268949213708589717, FDivergence.TotalVariation.Between(p, Distribution.Gaussian(2, 1)), 1e-10);
        foreach (double a in new[] { -3, -0.5, 0.3, 1.5, 4 })
        {
            double closed = (Math.Exp(a * (a - 1) * 1.7 * 1.7 / 2) - 1) / (a * (a - 1));
            Relative.Equal(closed, FDivergence.Alpha(a).Between(p, Distribution.Gaussian(-1.7, 1)), 1e-9);
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    public void Near_distributions_lose_no_digits(double distance)
    {
        Distribution p = Distribution.Gaussian(0, 1);
        Distribution q = Distribution.Gaussian(distance, 1);
        double square = distance * distance;
        foreach (FDivergence divergence
            in FDivergence.Family.Where(divergence => double.IsFinite(divergence.CurvatureAtOne) && divergence.AtOne == 0))
        {
            // D_f = f''(1) / 2 chi2 + O(d^4) by symmetry, and chi2 = d^2.
            Relative.Equal(divergence.CurvatureAtOne / 2 * square, divergence.Between(p, q), square + 1e-8, divergence.Name);
        }
        Relative.Equal(distance / Math.Sqrt(Math.Tau), FDivergence.TotalVariation.Between(p, q), square + 1e-8);
    }

    [Fact]
    public void Mixtures_agree_with_the_trapezoidal_rule_on_a_fine_grid()
    {
        Distribution p = Distribution.Parse("0.33*N(-1,0.25)+0.67*N(2,1.4142)");
        Distribution q = Distribution.Parse("0.5*N(0,1.5)+0.5*N(3,1.2)");
        foreach (FDivergence divergence in FDivergence.Family.Where(divergence => divergence != FDivergence.TotalVariation))
        {
            // For smooth functions that vanish at both ends the rule converges exponentially; both densities are normal numbers
            // here.
            const double step = 1e-3;
            double sum = Enumerable.Range(-20_000, 48_000).Select(k => k * step)
                .Sum(x => q.Density(x) * divergence.F(p.Density(x) / q.Density(x))) * step;
            Relative.Equal(sum, divergence.Between(p, q), 1e-8, divergence.ToString());
        }
    }

    [Fact]
    public void Uniform_distributions_have_their_closed_forms()
    {
        const string p = "U(0,1)";
        const string q = "U(0,2)";
        Relative.Equal(Log2, Between(FDivergence.KullbackLeibler, p, q), 1e-14);
        Assert.Equal(double.PositiveInfinity, Between(FDivergence.ReverseKullbackLeibler, p, q));
        Relative.Equal(1, Between(FDivergence.Pearson, p, q), 1e-14);
        Relative.Equal(0.5, Between(FDivergence.TotalVariation, p, q), 1e-14);
        Relative.Equal(2 - Math.Sqrt(2), Between(FDivergence.SquaredHellinger, p, q), 1e-14);
        double jsd = (Math.Log(1 / 0.75) + 0.5 * Math.Log(0.5 / 0.75) + 0.5 * Log2) / 2;
        Relative.Equal(2 * jsd, Between(FDivergence.JensenShannon, p, q), 1e-14);
        Relative.Equal(2.0 / 3, Between(FDivergence.Triangular, p, q), 1e-14);
    }

    [Fact]
    public void A_uniform_against_a_gaussian_far_away_is_finite_one_way_only()
    {
        // E_U[-log N(x; 100, 1)] = (E[(x - 100)^2] + log(2 pi)) / 2, and U's log density is 0.
        double expected = (1 / 12.0 + 99.5 * 99.5 + Math.Log(Math.Tau)) / 2;
        Relative.Equal(expected, Between(FDivergence.KullbackLeibler, "U(0,1)", "N(100,1)"), 1e-10);
        Assert.Equal(double.PositiveInfinity, Between(FDivergence.KullbackLeibler, "N(100,1)", "U(0,1)"));
        // The mass outside is 1e-545, which no double holds, and still not 0.
        Assert.Equal(double.PositiveInfinity, Between(FDivergence.KullbackLeibler, "N(0,1)", "U(-50,50)"));
    }

    [Fact]
    public void Atoms_and_densities_are_compared_separately()
    {
        const string p = "0.5*delta(0)+0.5*U(0,1)";
        const string q = "0.25*delta(0)+0.75*U(0,1)";
        Relative.Equal(0.5 * Log2 + 0.5 * Math.Log(0.5 / 0.75), Between(FDivergence.KullbackLeibler, p, q), 1e-13);
        Relative.Equal(0.25, Between(FDivergence.TotalVariation, p, q), 1e-14);
        Relative.Equal(0.0625 / 0.25 + 0.0625 / 0.75, Between(FDivergence.Pearson, p, q), 1e-13);
        const string half = "0.5*delta(0)+0.5*N(0,1)";
        Assert.Equal(double.PositiveInfinity, Between(FDivergence.KullbackLeibler, half, "N(0,1)"));
        Relative.Equal(Log2, Between(FDivergence.ReverseKullbackLeibler, half, "N(0,1)"), 1e-10);
        Relative.Equal(0.5, Between(FDivergence.TotalVariation, half, "N(0,1)"), 1e-10);
    }

    [Theory]
    [InlineData("delta(0)", "delta(1e-9)")]
    [InlineData("U(0,1)", "U(1,2)")]
    [InlineData("0.5,0.5,0", "0,0,1")]
    [InlineData("delta(0)", "N(0,1)")]
    public void Disjoint_supports_have_the_largest_divergence_whatever_their_distance(string p, string q)
    {
        Relative.Equal(2 * Log2, Between(FDivergence.JensenShannon, p, q), 1e-14);
        Relative.Equal(1, Between(FDivergence.TotalVariation, p, q), 1e-14);
        Relative.Equal(2, Between(FDivergence.SquaredHellinger, p, q), 1e-14);
        Relative.Equal(2, Between(FDivergence.Triangular, p, q), 1e-14);
        Assert.Equal(0, Between(FDivergence.Gan, p, q), 1e-14);
        Assert.All(
            new[]
            {
                FDivergence.KullbackLeibler, FDivergence.ReverseKullbackLeibler, FDivergence.Pearson, FDivergence.Neyman,
                FDivergence.Jeffrey,
            },
            divergence => Assert.Equal(double.PositiveInfinity, Between(divergence, p, q)));
        Relative.Equal(FDivergence.WeightedJensenShannon(0.25).Between(Distribution.Parse(p), Distribution.Parse(q)),
            -0.25 * Math.Log(0.25) - 0.75 * Math.Log(0.75), 1e-14);
    }

    [Theory]
    [InlineData(2, 0, 0, true)]
    [InlineData(2, 0.5, 0, true)]
    [InlineData(2.0001, 0, 0, true)]
    [InlineData(1.9999, 0, 0, false)]
    [InlineData(1.9, 3, 0, false)]
    [InlineData(5, 0, 0, true)]
    public void Chi_squared_of_gaussians_diverges_from_twice_the_variance_on(
        double variance, double mean, double otherMean, bool diverges)
    {
        Distribution p = Distribution.Gaussian(mean, Math.Sqrt(variance));
        Distribution q = Distribution.Gaussian(otherMean, 1);
        Assert.Equal(diverges, double.IsPositiveInfinity(FDivergence.Pearson.Between(p, q)));
        Assert.Equal(diverges, double.IsPositiveInfinity(FDivergence.Neyman.Between(q, p)));
        if (!diverges)
        {
            double excess = 2 - variance;
            Relative.Equal(Math.Exp((mean - otherMean) * (mean - otherMean) / excess) / Math.Sqrt(variance * excess) - 1,
                FDivergence.Pearson.Between(p, q), 1e-9);
        }
    }

    [Fact]
    public void The_tail_of_a_mixture_is_its_widest_component()
    {
        Assert.Equal(double.PositiveInfinity, Between(FDivergence.Pearson, "0.999*N(0,0.1)+0.001*N(0,2)", "N(0,1)"));
        Assert.True(double.IsFinite(Between(FDivergence.Pearson, "N(0,2)", "0.999*N(0,0.1)+0.001*N(0,1.5)")));
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused_and_other_pairs_are_not()
    {
        InputException exception = Assert.Throws<InputException>(
            () => Between(FDivergence.KullbackLeibler, "0.5,0.5", "0.2,0.3,0.5"));
        Assert.Contains("received 2 and 3 categories", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Between(FDivergence.KullbackLeibler, "0.5,0.5", "0.5*delta(0)+0.5*delta(1)"));
    }

    [Fact]
    public void Discrete_divergences_are_sums_of_their_definition() => Samples.ForAll(random =>
    {
        int count = random.Next(2, 12);
        double[] p = Samples.Probabilities(random, count);
        double[] q = Samples.Probabilities(random, count);
        foreach (FDivergence divergence in FDivergence.Family.Append(FDivergence.Triangular))
        {
            double sum = p.Zip(q, (a, b) => b * divergence.F(a / b)).Sum();
            double size = p.Zip(q, (a, b) => b * (1 + Math.Abs(divergence.F(a / b)))).Sum();
            Assert.Equal(sum, divergence.Between(p, q), 1e-12 * size);
        }
    });

    [Fact]
    public void The_optimal_discriminator_attains_the_bound_and_no_other_exceeds_it() => Samples.ForAll(random =>
    {
        double[] p = Samples.Probabilities(random, 6);
        double[] q = Samples.Probabilities(random, 6);
        foreach (FDivergence divergence in FDivergence.Family)
        {
            double exact = divergence.Between(p, q);
            double[] best = [.. p.Zip(q, (a, b) => divergence.Slope(a / b))];
            Assert.Equal(exact, divergence.Bound(p, q, best), 1e-9 * (1 + Math.Abs(exact)));
            double[] other = [.. p.Select(_ => divergence.Activation(4 * random.NextDouble() - 2))];
            Assert.True(divergence.Bound(p, q, other) <= exact + 1e-12 * (1 + Math.Abs(exact)), divergence.Name);
        }
    });

    [Fact]
    public void Divergences_are_symmetric_ordered_and_bounded_as_theory_says() => Samples.ForAll(random =>
    {
        double[] p = Samples.Probabilities(random, 5, zeros: true);
        double[] q = Samples.Probabilities(random, 5, zeros: true);
        double jsd = FDivergence.JensenShannon.Between(p, q) / 2;
        double variation = FDivergence.TotalVariation.Between(p, q);
        double hellinger = FDivergence.SquaredHellinger.Between(p, q);
        double kl = FDivergence.KullbackLeibler.Between(p, q);
        Assert.InRange(jsd, 0, Log2 + 1e-15);
        Assert.Equal(jsd, FDivergence.JensenShannon.Between(q, p) / 2, 1e-14);
        Assert.Equal(variation, FDivergence.TotalVariation.Between(q, p), 1e-14);
        Assert.Equal(hellinger, FDivergence.SquaredHellinger.Between(q, p), 1e-14);
        // Pinsker; Le Cam; Lin: JSD is at most TV log 2.
        Assert.True(2 * variation * variation <= kl + 1e-14);
        Assert.True(hellinger / 2 <= variation + 1e-14 && variation * variation <= hellinger * (1 - hellinger / 4) + 1e-14);
        Assert.True(jsd <= variation * Log2 + 1e-14);
        Relative.Equal(kl, FDivergence.ReverseKullbackLeibler.Between(q, p), 1e-14);
        Relative.Equal(FDivergence.Pearson.Between(p, q), FDivergence.Neyman.Between(q, p), 1e-14);
    });

    [Fact]
    public void Merging_categories_never_increases_a_divergence() => Samples.ForAll(random =>
    {
        double[] p = Samples.Probabilities(random, 5, zeros: true);
        double[] q = Samples.Probabilities(random, 5, zeros: true);
        foreach (FDivergence divergence in FDivergence.Family)
        {
            double merged = divergence.Between([p[0] + p[1], p[2], p[3] + p[4]], [q[0] + q[1], q[2], q[3] + q[4]]);
            Assert.True(merged <= divergence.Between(p, q) + 1e-12, divergence.Name);
        }
    });

    [Fact]
    public void The_summary_holds_every_number()
    {
        Distribution p = Distribution.Parse("0.1,0.2,0.7");
        Distribution q = Distribution.Parse("0.3,0.3,0.4");
        DivergenceSummary summary = DivergenceSummary.Between(p, q);
        double kl = 0.1 * Math.Log(0.1 / 0.3) + 0.2 * Math.Log(0.2 / 0.3) + 0.7 * Math.Log(0.7 / 0.4);
        double reverse = 0.3 * Math.Log(0.3 / 0.1) + 0.3 * Math.Log(0.3 / 0.2) + 0.4 * Math.Log(0.4 / 0.7);
        double jsd = (0.1 * Math.Log(0.1 / 0.2) + 0.2 * Math.Log(0.2 / 0.25) + 0.7 * Math.Log(0.7 / 0.55)
            + 0.3 * Math.Log(0.3 / 0.2) + 0.3 * Math.Log(0.3 / 0.25) + 0.4 * Math.Log(0.4 / 0.55)) / 2;
        double triangular = 0.04 / 0.4 + 0.01 / 0.5 + 0.09 / 1.1;
        double hellinger = 2 - 2 * (Math.Sqrt(0.03) + Math.Sqrt(0.06) + Math.Sqrt(0.28));
        double[] expected = [
            kl, reverse, jsd, 0.3, hellinger, 0.04 / 0.3 + 0.01 / 0.3 + 0.09 / 0.4, 0.04 / 0.1 + 0.01 / 0.2 + 0.09 / 0.7,
            kl + reverse, 0.5, Math.Sqrt(0.5), 2 * jsd - 2 * Log2, triangular, 1.4];
        double[] received = [
            summary.KullbackLeibler, summary.ReverseKullbackLeibler, summary.JensenShannon, summary.TotalVariation,
            summary.SquaredHellinger, summary.Pearson, summary.Neyman, summary.Jeffrey, summary.WassersteinOne,
            summary.WassersteinTwo, summary.MinimaxValue, summary.LeastSquaresValue, summary.HingeValue];
        Assert.Equal(expected.Length, received.Length);
        Assert.All(expected.Zip(received), pair => Relative.Equal(pair.First, pair.Second, 1e-12));
        Relative.Equal(jsd / Log2, summary.JensenShannonBits, 1e-12);
    }
}
