using Saddle.Theory.Numerics;
using Saddle.Theory.Pieces;

namespace Saddle.Theory.Transport;

/// <summary>
/// Wasserstein distances on the line in closed form: W1 is the integral of |F - G| over x, W2 squared that of the squared
/// difference of the quantiles over their probability (Villani, Topics in Optimal Transportation, 2003, section 2.2).
/// Categories lie at 0, 1, 2... For point sets in any dimension see <see cref="OptimalTransport"/>.
/// </summary>
public static class WassersteinDistance
{
    // Beyond so many deviations lie 1e-38 of the probability.
    private const int LargestScore = 13;

    /// <summary>
    /// W1, the earth mover's distance, in the unit of the line; relative error 1e-8 down to 1e-7 of the distributions' width.
    /// </summary>
    /// <param name="p">One distribution.</param>
    /// <param name="q">The other.</param>
    /// <exception cref="InputException">Both are lists of probabilities, of different lengths.</exception>
    public static double First(Distribution p, Distribution q)
    {
        Check(p, q);
        double[] places = [.. p.Pieces.Concat(q.Pieces).SelectMany(pair => pair.Piece.Places).Distinct().Order()];
        return Quadrature.Integrate(x => Math.Abs(Difference(p, q, x)), places);
    }

    /// <summary>W2, the square root of the least mean squared distance; the same accuracy.</summary>
    /// <param name="p">One distribution.</param>
    /// <param name="q">The other.</param>
    /// <exception cref="InputException">Both are lists of probabilities, of different lengths.</exception>
    public static double Second(Distribution p, Distribution q)
    {
        Check(p, q);
        if (p.IsDiscrete && q.IsDiscrete)
        {
            return Math.Sqrt(OfAtoms(p.Atoms, q.Atoms));
        }
        // The probability is replaced by its normal score z: quantiles of Gaussians are then straight lines.
        double[] scores = [
            .. Scores(p).Concat(Scores(q)).Concat(Enumerable.Range(-LargestScore, 2 * LargestScore + 1).Select(z => (double)z))
            .Where(z => Math.Abs(z) <= LargestScore).Distinct().Order()];
        double squared = Quadrature.Integrate(
            z =>
            {
                double lower = Normal.Cumulative(z);
                double upper = Normal.Cumulative(-z);
                double distance = Quantiles.Of(p, lower, upper) - Quantiles.Of(q, lower, upper);
                return distance * distance * Math.Exp(Normal.LogDensity(z));
            },
            scores);
        return Math.Sqrt(squared);
    }

    private static void Check(Distribution p, Distribution q)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        p.CheckComparable(q);
    }

    // F(x) - G(x), from the tail in which both are small.
    private static double Difference(Distribution p, Distribution q, double x)
    {
        double below = p.Cumulative(x);
        double belowOther = q.Cumulative(x);
        return below + belowOther < 1 ? below - belowOther : q.Survival(x) - p.Survival(x);
    }

    // The normal scores of the probabilities at which the quantile jumps or bends.
    private static IEnumerable<double> Scores(Distribution distribution)
    {
        foreach (double place in distribution.Pieces.SelectMany(pair => pair.Piece.Places).Distinct())
        {
            double below = distribution.Cumulative(place);
            double above = distribution.Survival(place);
            double here = distribution.Probability(place);
            yield return Normal.Quantile(below, above);
            if (here > 0)
            {
                yield return Normal.Quantile(Math.Max(below - here, 0), above + here);
            }
        }
    }

    // Both lists of atoms are walked together; each step moves what is left of the smaller one.
    private static double OfAtoms(IReadOnlyList<Atom> p, IReadOnlyList<Atom> q)
    {
        double sum = 0;
        double leftOfP = p[0].Probability;
        double leftOfQ = q[0].Probability;
        for (int i = 0, j = 0; i < p.Count && j < q.Count;)
        {
            double mass = Math.Min(leftOfP, leftOfQ);
            sum += mass * Math.Pow(p[i].Position - q[j].Position, 2);
            leftOfP -= mass;
            leftOfQ -= mass;
            if (leftOfP <= 0)
            {
                leftOfP += ++i < p.Count ? p[i].Probability : 0;
            }
            if (leftOfQ <= 0)
            {
                leftOfQ += ++j < q.Count ? q[j].Probability : 0;
            }
        }
        return sum;
    }
}
