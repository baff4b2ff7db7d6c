using Saddle.Theory.Numerics;

namespace Saddle.Theory;

/// <summary>
/// The minimax game on a line that is cut into cells, with one free logit a cell: a discriminator that can be anything, made
/// numerical. What it attains is below the true maximum by what the cells cannot tell apart.
/// </summary>
internal sealed class CellGame
{
    private const double Outermost = 1e-12;
    private readonly double[] _p;
    private readonly double[] _q;

    /// <summary>Cuts the line; atoms have cells of their own.</summary>
    /// <param name="p">Real data.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <param name="cells">How many equal cells between the outermost quantiles.</param>
    internal CellGame(Distribution p, Distribution q, int cells = 4000)
    {
        p.CheckComparable(q);
        double low = Math.Min(p.Quantile(Outermost), q.Quantile(Outermost));
        double high = Math.Max(p.Quantile(1 - Outermost), q.Quantile(1 - Outermost));
        IEnumerable<double> atoms = p.Atoms.Concat(q.Atoms)
            .SelectMany(atom => new[] { Math.BitDecrement(atom.Position), atom.Position });
        double[] edges =
        [
            .. Enumerable.Range(0, cells + 1).Select(k => low + (high - low) * k / cells).Concat(atoms)
                .Append(double.PositiveInfinity).Distinct().Order(),
        ];
        (_p, _q) = (Masses(p, edges), Masses(q, edges));
    }

    /// <summary>The optimum by formula, log(p / q) of each cell, within [-50, 50].</summary>
    internal double[] OptimalLogits()
        => [.. _p.Zip(_q, (p, q) => p == 0 && q == 0 ? 0 : Math.Clamp(Math.Log(p) - Math.Log(q), -50, 50))];

    /// <summary>V = E_p[log D] + E_q[log(1 - D)].</summary>
    internal double Value(IReadOnlyList<double> logits)
    {
        double sum = 0;
        for (int k = 0; k < _p.Length; k++)
        {
            sum -= _p[k] * Elementary.SoftPlus(-logits[k]) + _q[k] * Elementary.SoftPlus(logits[k]);
        }
        return sum;
    }

    /// <summary>Climbs from D = 1/2 by Newton's steps, none longer than 1; V is concave in the logits.</summary>
    internal double[] Climb(int steps = 60)
    {
        var logits = new double[_p.Length];
        for (int step = 0; step < steps; step++)
        {
            for (int k = 0; k < logits.Length; k++)
            {
                double d = Elementary.Logistic(logits[k]), other = Elementary.Logistic(-logits[k]);
                double slope = _p[k] * other - _q[k] * d, curvature = (_p[k] + _q[k]) * d * other;
                logits[k] += curvature > 0 ? Math.Clamp(slope / curvature, -1, 1) : 0;
            }
        }
        return logits;
    }

    private static double[] Masses(Distribution distribution, double[] edges)
    {
        var masses = new double[edges.Length];
        double before = 0;
        for (int k = 0; k < edges.Length; k++)
        {
            double below = distribution.Cumulative(edges[k]);
            masses[k] = Math.Max(0, below - before);
            before = below;
        }
        return masses;
    }
}
