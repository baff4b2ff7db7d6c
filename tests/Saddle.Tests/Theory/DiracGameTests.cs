using System.Numerics;
using Saddle.Tests.Support;
using Saddle.Theory;
using Saddle.Theory.Transport;
using Xunit;

namespace Saddle.Tests.Theory;

public class DiracGameTests
{
    private static readonly DiracPoint Start = new(0.01, 0.005);

    public static TheoryData<int> Objectives => [.. Enumerable.Range(0, DiracObjective.All.Count)];

    private static void Near(Complex expected, Complex actual, double tolerance)
        => Assert.True((expected - actual).Magnitude <= tolerance, $"expected {expected}, received {actual}");

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(1, 0.5, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 0)]
    [InlineData(4, 1, 0)]
    [InlineData(0, 0.5, 0.3)]
    [InlineData(1, 0.5, 1)]
    [InlineData(3, 1, 10)]
    public void Eigenvalues_are_those_of_the_paper(int objective, double slope, double gamma)
    {
        Complex root = Complex.Sqrt(gamma * gamma / 4 - slope * slope);
        (Complex first, Complex second) = new DiracGame(DiracObjective.All[objective], gamma).Eigenvalues;
        Near(-gamma / 2 + root, first, 1e-15);
        Near(-gamma / 2 - root, second, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Eigenvalues_are_those_of_the_velocitys_jacobian(int objective)
    {
        var game = new DiracGame(DiracObjective.All[objective], 0.7);
        const double step = 1e-5;
        DiracPoint byGenerator = game.Velocity(new(step, 0));
        DiracPoint byDiscriminator = game.Velocity(new(0, step));
        double trace = (byGenerator.Generator + byDiscriminator.Discriminator) / step;
        double determinant = (
            byGenerator.Generator * byDiscriminator.Discriminator - byGenerator.Discriminator * byDiscriminator.Generator)
            / (step * step);
        (Complex first, Complex second) = game.Eigenvalues;
        Near(trace, first + second, 1e-9);
        Near(determinant, first * second, 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_small_step_of_training_multiplies_by_the_steps_eigenvalues(bool alternating)
    {
        foreach (DiracObjective objective in DiracObjective.All)
        {
            var game = new DiracGame(objective, 0.4);
            (Complex first, Complex second) = game.StepEigenvalues(0.3, alternating);
            IReadOnlyList<DiracPoint> points = game.Train(new(1e-6, 2e-6), 0.3, 2, alternating);
            // Cayley and Hamilton: x2 = trace x1 - determinant x0.
            double trace = (first + second).Real;
            double determinant = (first * second).Real;
            Assert.Equal(trace * points[1].Generator - determinant * points[0].Generator, points[2].Generator, 1e-15);
            Assert.Equal(trace * points[1].Discriminator - determinant * points[0].Discriminator, points[2].Discriminator, 1e-15);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Without_a_penalty_simultaneous_steps_diverge_alternating_ones_circle_and_r1_converges(int index)
    {
        DiracObjective objective = DiracObjective.All[index];
        double Last(double gamma, bool alternating) =>
            new DiracGame(objective, gamma).Train(Start, 0.1, 2000, alternating)[^1].Distance;
        Assert.True(Last(0, alternating: false) > 3 * Start.Distance);
        Assert.InRange(Last(0, alternating: true), 0.6 * Start.Distance, 1.6 * Start.Distance);
        Assert.True(Last(1, alternating: false) < 1e-6 * Start.Distance);
        Assert.True(Last(1, alternating: true) < 1e-6 * Start.Distance);
    }

    [Fact]
    public void Simultaneous_wasserstein_steps_grow_by_exactly_the_known_factor()
    {
        // The step is a rotation and a stretch by sqrt(1 + h^2).
        IReadOnlyList<DiracPoint> points = new DiracGame(DiracObjective.Wasserstein)
            .Train(new(1, 0), 0.2, 50, alternating: false);
        Assert.Equal(51, points.Count);
        Assert.Equal(new DiracPoint(1, 0), points[0]);
        Assert.All(
            points.Zip(points.Skip(1)),
            pair => Relative.Equal(Math.Sqrt(1.04), pair.Second.Distance / pair.First.Distance, 1e-13));
    }

    [Fact]
    public void The_first_steps_are_those_computed_by_hand()
    {
        // Minimax at theta 1, psi 0: the logit is 0 and both slopes 1/2; then the generator sees psi = -0.1.
        var game = new DiracGame(DiracObjective.Minimax);
        Assert.Equal(new DiracPoint(1, -0.1), game.Train(new(1, 0), 0.2, 1, alternating: false)[1]);
        DiracPoint answered = game.Train(new(1, 0), 0.2, 1, alternating: true)[1];
        Relative.Equal(1 - 0.2 * 0.1 / (1 + Math.Exp(0.1)), answered.Generator, 1e-15);
        Assert.Equal(-0.1, answered.Discriminator);
    }

    [Fact]
    public void Least_squares_labels_of_zero_do_not_couple_the_players()
    {
        (Complex first, Complex second) = new DiracGame(DiracObjective.LeastSquares(0, 1)).Eigenvalues;
        Assert.Equal((Complex.Zero, Complex.Zero), (first, second));
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiracGame(DiracObjective.Hinge, -1));
        var game = new DiracGame(DiracObjective.Hinge);
        Assert.Throws<ArgumentOutOfRangeException>(() => game.Train(Start, 0, 1, alternating: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => game.Train(Start, 1, -1, alternating: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => game.StepEigenvalues(0, alternating: true));
    }
}
