using Saddle.Theory.Numerics;

namespace Saddle.Theory;

/// <summary>
/// The Gaussian that is nearest to a target by an f-divergence: what a perfect f-GAN with a linear generator learns.
/// </summary>
/// <param name="Divergence">What is minimised.</param>
/// <param name="Mean">mu*, to about 1e-5 of the deviation.</param>
/// <param name="Deviation">sigma*, the same.</param>
/// <param name="Value">D_f(target || N(mu*, sigma*)).</param>
public sealed record OptimalGaussian(FDivergence Divergence, double Mean, double Deviation, double Value)
{
    /// <summary>
    /// The target of the f-GAN paper's experiment, 0.67 N(2, 2) + 0.33 N(-1, 0.065) by variances (arXiv:1606.00709; the
    /// paper prints no numbers: these reproduce all of its published ones).
    /// </summary>
    public static Distribution PublishedTarget { get; } = Distribution.Mixture(
        (0.67, Distribution.Gaussian(2, Math.Sqrt(2))), (0.33, Distribution.Gaussian(-1, Math.Sqrt(0.065))));

    /// <summary>Minimises D_f(target || N(mu, sigma)) over mu and sigma.</summary>
    /// <param name="divergence">What is minimised.</param>
    /// <param name="target">The target; its density is near a Gaussian's where the divergence is to be finite.</param>
    /// <exception cref="InputException">The divergence from the target is infinite for the Gaussian with its moments.</exception>
    public static OptimalGaussian Fit(FDivergence divergence, Distribution target)
    {
        ArgumentNullException.ThrowIfNull(divergence);
        ArgumentNullException.ThrowIfNull(target);
        double widest = target.Pieces.Max(pair => pair.Piece.Deviation);
        double scale = Math.Max(Math.Sqrt(target.Variance), widest);
        if (scale == 0 || !double.IsFinite(Value([0, 0])))
        {
            throw new InputException(
                $"The {divergence} divergence from {target} to a Gaussian is infinite; "
                + "use a target with a density on the whole line, or another divergence.");
        }
        double[] best = NelderMead.Minimize(Value, [0, 0], 0.2, 1e-4);
        best = NelderMead.Minimize(Value, best, 0.01, 1e-7);
        return new OptimalGaussian(divergence, target.Mean + scale * best[0], scale * Math.Exp(best[1]), Value(best));

        double Value(double[] place)
            => divergence.Between(target, Distribution.Gaussian(target.Mean + scale * place[0], scale * Math.Exp(place[1])));
    }

    /// <summary>The Gaussian as a distribution.</summary>
    public Distribution ToDistribution() => Distribution.Gaussian(Mean, Deviation);
}
