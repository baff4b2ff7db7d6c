namespace Saddle.Theory.Numerics;

/// <summary>Minimisation without derivatives (Nelder and Mead, Computer Journal 7, 1965); infinite values are walls.</summary>
internal static class NelderMead
{
    /// <summary>The place of a local minimum.</summary>
    /// <param name="function">What to minimise.</param>
    /// <param name="start">Where to begin; the function is finite there.</param>
    /// <param name="step">The first simplex's edge.</param>
    /// <param name="tolerance">The simplex's size at which to stop.</param>
    internal static double[] Minimize(Func<double[], double> function, double[] start, double step, double tolerance)
    {
        List<(double[] Place, double Value)> simplex = [(start, function(start))];
        for (int d = 0; d < start.Length; d++)
        {
            double[] place = [.. start];
            place[d] += step;
            simplex.Add((place, function(place)));
        }
        for (int iteration = 0; iteration < 1000 && Size(simplex) > tolerance; iteration++)
        {
            simplex.Sort((a, b) => a.Value.CompareTo(b.Value));
            Improve(function, simplex);
        }
        return simplex.MinBy(vertex => vertex.Value).Place;
    }

    private static void Improve(Func<double[], double> function, List<(double[] Place, double Value)> simplex)
    {
        (double[] worst, double worstValue) = simplex[^1];
        double[] centre = [.. worst.Select((_, d) => simplex.SkipLast(1).Average(vertex => vertex.Place[d]))];
        (double[] Place, double Value) reflected = Along(1);
        if (reflected.Value < simplex[0].Value)
        {
            (double[] Place, double Value) expanded = Along(2);
            simplex[^1] = expanded.Value < reflected.Value ? expanded : reflected;
        }
        else if (reflected.Value < simplex[^2].Value)
        {
            simplex[^1] = reflected;
        }
        else
        {
            (double[] Place, double Value) contracted = Along(reflected.Value < worstValue ? 0.5 : -0.5);
            if (contracted.Value < Math.Min(worstValue, reflected.Value))
            {
                simplex[^1] = contracted;
                return;
            }
            double[] best = simplex[0].Place;
            for (int k = 1; k < simplex.Count; k++)
            {
                double[] nearer = [.. simplex[k].Place.Select((x, d) => (x + best[d]) / 2)];
                simplex[k] = (nearer, function(nearer));
            }
        }

        (double[] Place, double Value) Along(double factor)
        {
            double[] place = [.. centre.Select((x, d) => x + factor * (x - worst[d]))];
            return (place, function(place));
        }
    }

    private static double Size(List<(double[] Place, double Value)> simplex)
        => simplex.Skip(1).Max(vertex => vertex.Place.Select((x, d) => Math.Abs(x - simplex[0].Place[d])).Max());
}
