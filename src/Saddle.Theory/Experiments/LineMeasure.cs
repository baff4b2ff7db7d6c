namespace Saddle.Theory.Experiments;

/// <summary>
/// Two distributions on the line as finitely many places with the mass that each has there: atoms as they are, densities on a
/// fine grid by the trapezium rule. Integrals over it are sums.
/// </summary>
internal sealed class LineMeasure
{
    private const int GridPoints = 20_001;
    private const double Tail = 1e-14;

    /// <summary>Takes two distributions that both have densities, or are both discrete.</summary>
    /// <exception cref="InputException">They are of different kinds, or mix both.</exception>
    internal LineMeasure(Distribution p, Distribution q)
    {
        Check(p, q);
        if (p.IsDiscrete && q.IsDiscrete)
        {
            Places = [.. p.Atoms.Concat(q.Atoms).Select(atom => atom.Position).Distinct().Order()];
            (P, Q) = ([.. Places.Select(p.Probability)], [.. Places.Select(q.Probability)]);
            return;
        }
        double low = Math.Min(p.Quantile(Tail), q.Quantile(Tail)), high = Math.Max(p.Quantile(1 - Tail), q.Quantile(1 - Tail));
        Spacing = (high - low) / (GridPoints - 1);
        Places = [.. Enumerable.Range(0, GridPoints).Select(k => low + Spacing.Value * k)];
        (P, Q) = ([.. Places.Select(x => p.Density(x) * Spacing.Value)], [.. Places.Select(x => q.Density(x) * Spacing.Value)]);
    }

    /// <summary>Makes sure that two distributions can be taken.</summary>
    /// <exception cref="InputException">They are of different kinds, or mix both.</exception>
    internal static void Check(Distribution p, Distribution q)
    {
        p.CheckComparable(q);
        if (p.Atoms.Count + q.Atoms.Count > 0 && !(p.IsDiscrete && q.IsDiscrete))
        {
            throw new InputException(
                $"Expected two distributions with densities or two discrete ones, but received {p} and {q}: "
                + "what tells a point mass from a density is no function that a network can learn.");
        }
    }

    /// <summary>Where, ascending.</summary>
    internal double[] Places { get; }

    /// <summary>p's mass at each place.</summary>
    internal double[] P { get; }

    /// <summary>q's mass at each place.</summary>
    internal double[] Q { get; }

    /// <summary>The grid's, or null for atoms.</summary>
    internal double? Spacing { get; }

    /// <summary>
    /// The sum over all places of what a function makes of the place's number and both masses; places without mass are passed
    /// over.
    /// </summary>
    internal double Sum(Func<int, double, double, double> term)
        => Enumerable.Range(0, Places.Length).Where(k => P[k] + Q[k] > 0).Sum(k => term(k, P[k], Q[k]));
}
