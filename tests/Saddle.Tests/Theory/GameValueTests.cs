using Saddle.Tests.Support;
using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Theory;

public class GameValueTests
{
    private static readonly Distribution Real = Distribution.Parse("0.33*N(-1,0.25)+0.67*N(2,1.4142)");
    private static readonly Distribution Fake = Distribution.Parse("N(1,1.8)");

    // The mean of something under both distributions, by the trapezoidal rule.
    private static double Both(Func<double, double> ofReal, Func<double, double> ofFake)
        => Enumerable.Range(-15_000, 32_000).Select(k => k * 1e-3)
            .Sum(x => Real.Density(x) * ofReal(x) + Fake.Density(x) * ofFake(x)) * 1e-3;

    [Fact]
    public void The_minimax_value_is_what_the_optimal_discriminator_attains()
    {
        double attained = Both(
            x => Math.Log(OptimalDiscriminator.Minimax(Real, Fake, x)),
            x => Math.Log(1 - OptimalDiscriminator.Minimax(Real, Fake, x)));
        Relative.Equal(attained, GameValue.Minimax(Real, Fake), 1e-9);
        Relative.Equal(-2 * Math.Log(2), GameValue.Minimax(Real, Real), 1e-14);
    }

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(0.3, -2, 5)]
    public void The_least_squares_losses_are_those_of_the_optimal_discriminator(double a, double b, double c)
    {
        double Best(double x) => OptimalDiscriminator.LeastSquares(Real, Fake, x, a, b);
        Relative.Equal(Both(x => Math.Pow(Best(x) - b, 2) / 2, x => Math.Pow(Best(x) - a, 2) / 2),
            GameValue.LeastSquaresDiscriminatorLoss(Real, Fake, a, b), 1e-9);
        Relative.Equal(Both(x => Math.Pow(Best(x) - c, 2) / 2, x => Math.Pow(Best(x) - c, 2) / 2),
            GameValue.LeastSquaresGeneratorLoss(Real, Fake, a, b, c), 1e-9);
    }

    [Fact]
    public void With_labels_one_apart_twice_the_generator_loss_is_chi_squared_to_ten_digits() => Samples.ForAll(random =>
    {
        double[] p = Samples.Probabilities(random, 6, zeros: true);
        double[] q = Samples.Probabilities(random, 6, zeros: true);
        double definition = p.Zip(q, (x, y) => x + y == 0 ? 0 : (x - y) * (x - y) / (x + y)).Sum();
        (Distribution real, Distribution fake) = (Distribution.Discrete(p), Distribution.Discrete(q));
        Assert.Equal(definition, GameValue.LeastSquares(real, fake), 1e-12);
        Assert.Equal(definition, 2 * GameValue.LeastSquaresGeneratorLoss(real, fake, -1, 1, 0), 1e-12);
    });

    [Fact]
    public void The_hinge_value_is_the_loss_of_the_sign()
    {
        double attained = Both(
            x => Math.Max(0, 1 - OptimalDiscriminator.Hinge(Real, Fake, x)),
            x => Math.Max(0, 1 + OptimalDiscriminator.Hinge(Real, Fake, x)));
        // The sum has jumps, so that the rule errs by a step's mass.
        Assert.Equal(attained, GameValue.Hinge(Real, Fake), 1e-3);
        Relative.Equal(2, GameValue.Hinge(Real, Real), 1e-14);
        Assert.Equal(0, GameValue.Hinge(Distribution.PointMass(0), Distribution.PointMass(1)), 1e-14);
    }

    [Fact]
    public void The_non_saturating_game_descends_reverse_kl_less_two_jsd()
    {
        Distribution p = Distribution.Discrete(0.2, 0.8);
        Distribution q = Distribution.Discrete(0.6, 0.4);
        double reverse = 0.6 * Math.Log(3) + 0.4 * Math.Log(0.5);
        double twiceJsd = 0.2 * Math.Log(0.2 / 0.4) + 0.8 * Math.Log(0.8 / 0.6) + 0.6 * Math.Log(0.6 / 0.4)
            + 0.4 * Math.Log(0.4 / 0.6);
        Relative.Equal(reverse - twiceJsd, GameValue.NonSaturating(p, q), 1e-13);
    }

    [Fact]
    public void Optimal_discriminators_are_ratios_of_densities_or_of_atoms()
    {
        Distribution p = Distribution.Parse("0.2*delta(1)+0.8*N(0,1)");
        Distribution q = Distribution.Parse("0.6*delta(1)+0.4*N(0,1)");
        Assert.Equal(0.25, OptimalDiscriminator.Minimax(p, q, 1), 1e-15);
        Assert.Equal(2.0 / 3, OptimalDiscriminator.Minimax(p, q, 0.5), 1e-15);
        Assert.Equal(-1 * 0.75 + 3 * 0.25, OptimalDiscriminator.LeastSquares(p, q, 1, -1, 3), 1e-15);
        Assert.Equal((-1d, 1d), (OptimalDiscriminator.Hinge(p, q, 1), OptimalDiscriminator.Hinge(p, q, -7)));
        Assert.Equal(1 - 3, OptimalDiscriminator.Of(FDivergence.ReverseKullbackLeibler, p, q, 1) + 1, 1e-14);
        // Far out both densities underflow, their ratio does not.
        Assert.Equal(2.0 / 3, OptimalDiscriminator.Minimax(p, q, 60), 1e-12);
        Distribution uniform = Distribution.Uniform(0, 1);
        Assert.Equal(1, OptimalDiscriminator.Minimax(uniform, Distribution.Uniform(2, 3), 0.5));
        Assert.Equal(0, OptimalDiscriminator.Minimax(uniform, Distribution.Uniform(2, 3), 2.5));
        Assert.True(double.IsNaN(OptimalDiscriminator.Minimax(uniform, Distribution.Uniform(2, 3), 1.5)));
    }
}
