using Saddle.Theory.Numerics;

namespace Saddle.Theory;

/// <summary>
/// Discriminators that cannot be improved against a fixed generator, at a point of the line. Where either distribution has an
/// atom at the point, probabilities take the place of densities; where neither has anything the optimum is not defined: NaN.
/// </summary>
public static class OptimalDiscriminator
{
    /// <summary>D* = p / (p + q), from 0 to 1, of minimax and non-saturating games (arXiv:1406.2661, proposition 1).</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="x">The point.</param>
    public static double Minimax(Distribution p, Distribution q, double x) => Elementary.Logistic(Logit(p, q, x));

    /// <summary>The same as a logit, log(p / q); infinite where only one of them has anything.</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="x">The point.</param>
    public static double Logit(Distribution p, Distribution q, double x)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        p.CheckComparable(q);
        (double ofP, double ofQ) = (p.Probability(x), q.Probability(x));
        return ofP > 0 || ofQ > 0 ? Math.Log(ofP) - Math.Log(ofQ) : p.LogDensity(x) - q.LogDensity(x);
    }

    /// <summary>D* = (b p + a q) / (p + q) of least squares (arXiv:1611.04076, section 3.2).</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="x">The point.</param>
    /// <param name="a">The label of generated samples.</param>
    /// <param name="b">The label of real samples.</param>
    public static double LeastSquares(Distribution p, Distribution q, double x, double a = 0, double b = 1)
    {
        double logit = Logit(p, q, x);
        return b * Elementary.Logistic(logit) + a * Elementary.Logistic(-logit);
    }

    /// <summary>
    /// The hinge's D* = sign(p - q): 1, -1, or 0 where they are equal and everything between -1 and 1 is optimal.
    /// </summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="x">The point.</param>
    public static double Hinge(Distribution p, Distribution q, double x)
    {
        double logit = Logit(p, q, x);
        return double.IsNaN(logit) ? logit : Math.Sign(logit);
    }

    /// <summary>An f-GAN's T* = f'(p / q) (arXiv:1606.00709, equation 5).</summary>
    /// <param name="divergence">Which.</param>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="x">The point.</param>
    public static double Of(FDivergence divergence, Distribution p, Distribution q, double x)
    {
        ArgumentNullException.ThrowIfNull(divergence);
        double logit = Logit(p, q, x);
        return double.IsNaN(logit) ? logit : divergence.Slope(Math.Exp(logit));
    }
}
