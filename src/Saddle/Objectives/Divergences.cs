namespace Saddle.Objectives;

/// <summary>Divergences between discrete distributions, from their definitions, for the objectives' theorems.</summary>
internal static class Divergences
{
    /// <summary>JSD(p, q) = KL(p || m) / 2 + KL(q || m) / 2 with m = (p + q) / 2, in nats: symmetric, from 0 to log 2.</summary>
    internal static double JensenShannon(IReadOnlyList<double> p, IReadOnlyList<double> q)
        => Sum(p, q, (a, b) => (Relative(a, (a + b) / 2) + Relative(b, (a + b) / 2)) / 2);

    /// <summary>The sum of (p - q)^2 / (p + q), which is Pearson's chi-squared of p + q against 2 q; from 0 to 2.</summary>
    internal static double Triangular(IReadOnlyList<double> p, IReadOnlyList<double> q)
        => Sum(p, q, (a, b) => a + b == 0 ? 0 : (a - b) * (a - b) / (a + b));

    /// <summary>Half the sum of |p - q|; from 0 to 1.</summary>
    internal static double TotalVariation(IReadOnlyList<double> p, IReadOnlyList<double> q)
        => Sum(p, q, (a, b) => Math.Abs(a - b) / 2);

    private static double Relative(double a, double m) => a == 0 ? 0 : a * Math.Log(a / m);

    private static double Sum(IReadOnlyList<double> p, IReadOnlyList<double> q, Func<double, double, double> term)
        => p.Zip(q, term).Sum();
}
