namespace Saddle.Theory;

/// <summary>What a game is worth when the discriminator is at its optimum, for two distributions on the line.</summary>
public static class GameValue
{
    /// <summary>V(D*, G) = 2 JSD(p, q) - 2 log 2, from -2 log 2 (equal) to 0 (disjoint) (arXiv:1406.2661, theorem 1).</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    public static double Minimax(Distribution p, Distribution q) => FDivergence.Gan.Between(p, q);

    /// <summary>
    /// What LSGAN's generator minimises where b - c = 1 and b - a = 2: Pearson's chi-squared of p + q against 2 q, the integral
    /// of (p - q)^2 / (p + q), from 0 to 2 (arXiv:1611.04076, section 3.2).
    /// </summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    public static double LeastSquares(Distribution p, Distribution q) => FDivergence.Triangular.Between(p, q);

    /// <summary>LSGAN's discriminator loss at D*, E_p[(D - b)^2] / 2 + E_q[(D - a)^2] / 2 = (b - a)^2 (2 - chi2) / 8.</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="a">The label of generated samples.</param>
    /// <param name="b">The label of real samples.</param>
    public static double LeastSquaresDiscriminatorLoss(Distribution p, Distribution q, double a, double b)
        => (b - a) * (b - a) * (2 - LeastSquares(p, q)) / 8;

    /// <summary>
    /// LSGAN's generator loss at D* with the term of real samples, which the generator cannot change, added:
    /// E_p[(D - c)^2] / 2 + E_q[(D - c)^2] / 2 = ((a + b - 2 c)^2 + (b - a)^2 chi2 / 2) / 4.
    /// </summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="a">The label of generated samples.</param>
    /// <param name="b">The label of real samples.</param>
    /// <param name="c">What the generator wants the discriminator to say.</param>
    /// <remarks>With b - c = 1 and b - a = 2 twice this loss is chi2 itself.</remarks>
    public static double LeastSquaresGeneratorLoss(Distribution p, Distribution q, double a, double b, double c)
        => ((a + b - 2 * c) * (a + b - 2 * c) + (b - a) * (b - a) * LeastSquares(p, q) / 2) / 4;

    /// <summary>
    /// The hinge loss of the optimal discriminator, 2 - 2 TV(p, q), from 2 (equal) to 0 (disjoint) (arXiv:1705.02894).
    /// </summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    public static double Hinge(Distribution p, Distribution q) => 2 - 2 * FDivergence.TotalVariation.Between(p, q);

    /// <summary>
    /// What the non-saturating generator descends at D*, KL(q || p) - 2 JSD(p, q) (arXiv:1701.04862, theorem 2.5).
    /// </summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    public static double NonSaturating(Distribution p, Distribution q)
        => FDivergence.ReverseKullbackLeibler.Between(p, q) - FDivergence.JensenShannon.Between(p, q);
}
