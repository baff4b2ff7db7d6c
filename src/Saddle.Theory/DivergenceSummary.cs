using Saddle.Theory.Transport;

namespace Saddle.Theory;

/// <summary>Every divergence and distance between two distributions on the line, and what the games are worth there.</summary>
/// <param name="KullbackLeibler">KL(p || q), nats.</param>
/// <param name="ReverseKullbackLeibler">KL(q || p), nats.</param>
/// <param name="JensenShannon">JSD(p, q), nats, from 0 to log 2.</param>
/// <param name="TotalVariation">From 0 to 1.</param>
/// <param name="SquaredHellinger">The integral of (sqrt p - sqrt q)^2, from 0 to 2.</param>
/// <param name="Pearson">The integral of (p - q)^2 / q.</param>
/// <param name="Neyman">The integral of (p - q)^2 / p.</param>
/// <param name="Jeffrey">KL(p || q) + KL(q || p).</param>
/// <param name="WassersteinOne">W1, in the unit of the line.</param>
/// <param name="WassersteinTwo">W2, in the unit of the line.</param>
/// <param name="MinimaxValue">V(D*, G) = 2 JSD - 2 log 2.</param>
/// <param name="LeastSquaresValue">Pearson's chi-squared of p + q against 2 q.</param>
/// <param name="HingeValue">2 - 2 TV.</param>
public sealed record DivergenceSummary(
    double KullbackLeibler,
    double ReverseKullbackLeibler,
    double JensenShannon,
    double TotalVariation,
    double SquaredHellinger,
    double Pearson,
    double Neyman,
    double Jeffrey,
    double WassersteinOne,
    double WassersteinTwo,
    double MinimaxValue,
    double LeastSquaresValue,
    double HingeValue)
{
    /// <summary>JSD in bits, from 0 to 1.</summary>
    public double JensenShannonBits => JensenShannon / Math.Log(2);

    /// <summary>Computes all of them; what diverges is positive infinity.</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <exception cref="InputException">Both are lists of probabilities, of different lengths.</exception>
    public static DivergenceSummary Between(Distribution p, Distribution q) => new(
        FDivergence.KullbackLeibler.Between(p, q),
        FDivergence.ReverseKullbackLeibler.Between(p, q),
        FDivergence.JensenShannon.Between(p, q) / 2,
        FDivergence.TotalVariation.Between(p, q),
        FDivergence.SquaredHellinger.Between(p, q),
        FDivergence.Pearson.Between(p, q),
        FDivergence.Neyman.Between(p, q),
        FDivergence.Jeffrey.Between(p, q),
        WassersteinDistance.First(p, q),
        WassersteinDistance.Second(p, q),
        GameValue.Minimax(p, q),
        GameValue.LeastSquares(p, q),
        GameValue.Hinge(p, q));
}
