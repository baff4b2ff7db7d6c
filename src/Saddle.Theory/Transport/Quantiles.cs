using Saddle.Theory.Pieces;

namespace Saddle.Theory.Transport;

/// <summary>Quantiles of mixtures: the root of the cumulative distribution between its components' quantiles.</summary>
internal static class Quantiles
{
    /// <summary>The smallest x with a share at or below it; both tails are given so that neither loses digits.</summary>
    internal static double Of(Distribution distribution, double lower, double upper)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach ((double _, Piece piece) in distribution.Pieces)
        {
            double quantile = piece.Quantile(lower, upper);
            (low, high) = (Math.Min(low, quantile), Math.Max(high, quantile));
        }
        if (low == high || double.IsInfinity(low) || double.IsInfinity(high))
        {
            return lower <= upper ? low : high;
        }
        return distribution.IsDiscrete ? AmongAtoms(distribution, lower, upper) : Root(distribution, lower, upper, low, high);
    }

    // How far F(x) is above the wanted share, from the smaller tail.
    private static double Excess(Distribution distribution, double x, double lower, double upper)
        => lower <= upper ? distribution.Cumulative(x) - lower : upper - distribution.Survival(x);

    private static double AmongAtoms(Distribution distribution, double lower, double upper)
    {
        foreach (Atom atom in distribution.Atoms)
        {
            if (Excess(distribution, atom.Position, lower, upper) >= 0)
            {
                return atom.Position;
            }
        }
        return distribution.Atoms[^1].Position;
    }

    // Newton's steps where they stay within the bracket and shrink it, halving otherwise; F(low) < share <= F(high).
    private static double Root(Distribution distribution, double lower, double upper, double low, double high)
    {
        if (Excess(distribution, low, lower, upper) >= 0)
        {
            return low;
        }
        double x = low + (high - low) / 2;
        for (int i = 0; i < 200 && x > low && x < high; i++)
        {
            double excess = Excess(distribution, x, lower, upper);
            double width = high - low;
            (low, high) = excess >= 0 ? (low, x) : (x, high);
            double newton = x - excess / distribution.Density(x);
            if (Math.Abs(newton - x) <= 1e-16 * Math.Abs(x) && distribution.Atoms.Count == 0)
            {
                return x;
            }
            bool useful = newton > low && newton < high && Math.Abs(newton - x) < width / 2;
            x = useful ? newton : low + (high - low) / 2;
        }
        return high;
    }
}
