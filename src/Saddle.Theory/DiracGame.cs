using System.Numerics;
using Saddle.Theory.Transport;

namespace Saddle.Theory;

/// <summary>
/// The Dirac-GAN: real data in one point 0, a generator that is a point theta, a discriminator psi x, and optionally the
/// penalty R1, gamma / 2 psi^2 (arXiv:1801.04406, section 2). The smallest game in which training circles.
/// </summary>
public sealed class DiracGame
{
    private readonly DiracObjective _objective;

    /// <summary>Creates the game.</summary>
    /// <param name="objective">What the players minimise.</param>
    /// <param name="gamma">The weight of R1, at least 0.</param>
    public DiracGame(DiracObjective objective, double gamma = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        (_objective, Gamma) = (objective, gamma);
    }

    /// <summary>The weight of R1.</summary>
    public double Gamma { get; }

    /// <summary>
    /// The eigenvalues of the gradient flow's Jacobian at the equilibrium: -gamma / 2 +- sqrt(gamma^2 / 4 - f'(0)^2) with
    /// f'(0) = 1/2 for minimax and non-saturating, 1 for Wasserstein and hinge (arXiv:1801.04406). Training converges
    /// near the equilibrium where both real parts are negative, and circles where they are 0.
    /// </summary>
    public (Complex First, Complex Second) Eigenvalues => Roots(-Gamma, -Coupling);

    // g'(0) times h'(0) of generator and discriminator, which is -f'(0)^2 in a zero-sum game.
    private double Coupling => _objective.GeneratorSlope(0) * _objective.FakeSlope(0);

    /// <summary>The gradient flow: how fast both players move, each down its own loss.</summary>
    /// <param name="point">Where they are.</param>
    public DiracPoint Velocity(DiracPoint point)
    {
        double logit = point.Generator * point.Discriminator;
        return new(
            -point.Discriminator * _objective.GeneratorSlope(logit),
            -point.Generator * _objective.FakeSlope(logit) - Gamma * point.Discriminator);
    }

    /// <summary>
    /// The eigenvalues of one step of gradient descent at the equilibrium; training converges near it where both are smaller than
    /// 1 in size, and diverges where one is larger.
    /// </summary>
    /// <param name="learningRate">The step's length, greater than 0.</param>
    /// <param name="alternating">Whether the generator sees the discriminator's new state, as in training; otherwise both step at
    /// once.</param>
    public (Complex First, Complex Second) StepEigenvalues(double learningRate, bool alternating)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
        double damping = learningRate * Gamma;
        double turning = learningRate * learningRate * Coupling;
        return alternating
            ? Roots(2 - damping + turning, 1 - damping)
            : Roots(2 - damping, 1 - damping - turning);
    }

    /// <summary>Trains by gradient descent.</summary>
    /// <param name="start">Where the players begin.</param>
    /// <param name="learningRate">The step's length, greater than 0.</param>
    /// <param name="steps">How many, at least 0.</param>
    /// <param name="alternating">Whether the discriminator steps first and the generator answers; otherwise both step at
    /// once.</param>
    /// <returns>The states from the start on, <c>[steps + 1]</c>.</returns>
    public IReadOnlyList<DiracPoint> Train(DiracPoint start, double learningRate, int steps, bool alternating)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var points = new DiracPoint[steps + 1];
        points[0] = start;
        for (int step = 0; step < steps; step++)
        {
            DiracPoint here = points[step];
            double discriminator = here.Discriminator + learningRate * Velocity(here).Discriminator;
            DiracPoint seen = alternating ? here with { Discriminator = discriminator } : here;
            points[step + 1] = new(here.Generator + learningRate * Velocity(seen).Generator, discriminator);
        }
        return points;
    }

    // The eigenvalues of a 2 x 2 matrix from its trace and determinant.
    private static (Complex First, Complex Second) Roots(double trace, double determinant)
    {
        Complex root = Complex.Sqrt(trace * trace / 4 - determinant);
        return (trace / 2 + root, trace / 2 - root);
    }
}
