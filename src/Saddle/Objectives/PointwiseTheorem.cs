namespace Saddle.Objectives;

/// <summary>
/// The theorem of a game whose discriminator answers each point by itself. Densities are those of real data p and of samples q
/// at one point; distributions are discrete.
/// </summary>
/// <param name="Statement">The theorem in one line.</param>
/// <param name="DivergenceName">What the game measures at the optimum.</param>
/// <param name="OptimalLogit">The optimal logit as a function of p(x) and q(x).</param>
/// <param name="Divergence">The divergence between two discrete distributions, computed from its definition.</param>
/// <param name="DiscriminatorLossAtOptimum">The discriminator's loss at its optimum as a function of the divergence.</param>
public sealed record PointwiseTheorem(
    string Statement,
    string DivergenceName,
    Func<double, double, double> OptimalLogit,
    Func<IReadOnlyList<double>, IReadOnlyList<double>, double> Divergence,
    Func<double, double> DiscriminatorLossAtOptimum) : Theorem(Statement, DivergenceName);
