namespace Saddle.Theory;

/// <summary>
/// The Fenchel conjugate as it is drawn: each u gives a line u t - f(u) over t, and f*(t) is the upper envelope of them all
/// (arXiv:1606.00709, section 2.1). With finitely many u it is a lower bound of f*, exact at t = f'(u). Immutable.
/// </summary>
public sealed class LineEnvelope
{
    private readonly (double Slope, double Value, int Line)[] _hull;
    private readonly double[] _crossings;

    /// <summary>Creates the envelope.</summary>
    /// <param name="slopes">u <c>[K]</c>, finite, in any order.</param>
    /// <param name="values">f(u) <c>[K]</c>; where it is positive infinity the line is never active.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no value is finite.</exception>
    public LineEnvelope(IReadOnlyList<double> slopes, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(slopes);
        ArgumentNullException.ThrowIfNull(values);
        if (slopes.Count != values.Count)
        {
            throw new ArgumentException(
                $"Expected a value f(u) for each of the {slopes.Count} slopes u, but received {values.Count}.", nameof(values));
        }
        (Slopes, Values) = ([.. slopes], [.. values]);
        _hull = Hull([.. Enumerable.Range(0, slopes.Count)
            .Where(k => double.IsFinite(slopes[k]) && double.IsFinite(values[k]))
            .Select(k => (slopes[k], values[k], k)).OrderBy(line => line.Item1).ThenBy(line => line.Item2)]);
        _crossings = [.. _hull.Zip(_hull.Skip(1), Crossing)];
    }

    /// <summary>The lines' slopes u, as given.</summary>
    public IReadOnlyList<double> Slopes { get; }

    /// <summary>f(u) as given; the lines' values at t = 0 are their negatives.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The numbers of the lines that are the largest somewhere, by slope: the lower convex hull of (u, f(u)).</summary>
    public IReadOnlyList<int> ActiveLines => [.. _hull.Select(line => line.Line)];

    /// <summary>Where the next active line takes over, ascending: one fewer than there are active lines.</summary>
    public IReadOnlyList<double> Crossings => _crossings;

    /// <summary>The envelope of f at some places u.</summary>
    /// <param name="function">f.</param>
    /// <param name="slopes">u.</param>
    public static LineEnvelope Of(Func<double, double> function, params IReadOnlyList<double> slopes)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(slopes);
        return new(slopes, [.. slopes.Select(function)]);
    }

    /// <summary>The envelope's value and active line.</summary>
    /// <param name="t">Any finite number.</param>
    public EnvelopePoint At(double t)
    {
        int found = Array.BinarySearch(_crossings, t);
        (double slope, double value, int line) = _hull[found < 0 ? ~found : found];
        return new EnvelopePoint(slope * t - value, line);
    }

    private static double Crossing((double Slope, double Value, int) a, (double Slope, double Value, int) b)
        => (b.Value - a.Value) / (b.Slope - a.Slope);

    // A line is never the largest if its neighbours cross before it overtakes the left one.
    private static (double, double, int)[] Hull(IReadOnlyList<(double Slope, double Value, int Line)> lines)
    {
        var hull = new List<(double Slope, double Value, int Line)>();
        foreach ((double Slope, double Value, int Line) line in lines)
        {
            if (hull.Count > 0 && hull[^1].Slope == line.Slope)
            {
                continue;
            }
            while (hull.Count > 1 && Crossing(hull[^2], hull[^1]) >= Crossing(hull[^1], line))
            {
                hull.RemoveAt(hull.Count - 1);
            }
            hull.Add(line);
        }
        return hull.Count > 0
            ? [.. hull]
            : throw new ArgumentException("Expected at least one slope with a finite value, but received none.");
    }
}
