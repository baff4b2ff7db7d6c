using System.Text;

namespace Saddle.Graphics;

/// <summary>A line on its way into a drawing: smoothed, thinned to what can be seen, written as a path.</summary>
internal static class Curve
{
    /// <summary>Lines with fewer points are drawn as they are.</summary>
    internal const int MostPoints = 1000;

    /// <summary>A point in the drawing's units; y is not a number in a gap.</summary>
    internal readonly record struct Point(double X, double Y);

    /// <summary>
    /// The exponential moving average with the given half-life. It is divided by the weight gathered so far, so that it
    /// starts at the first value instead of at zero. Gaps stay gaps.
    /// </summary>
    internal static double[] Smooth(IReadOnlyList<double> values, double halfLifePoints)
    {
        double keep = Math.Pow(0.5, 1 / halfLifePoints), sum = 0, weight = 0;
        var smoothed = new double[values.Count];
        for (int k = 0; k < smoothed.Length; k++)
        {
            if (!double.IsFinite(values[k]))
            {
                smoothed[k] = double.NaN;
                continue;
            }
            sum = (keep * sum) + ((1 - keep) * values[k]);
            weight = (keep * weight) + (1 - keep);
            smoothed[k] = sum / weight;
        }
        return smoothed;
    }

    /// <summary>
    /// Keeps the first, lowest, highest and last of the points that share a column one unit wide: the line looks the same,
    /// and no peak is lost.
    /// </summary>
    internal static List<Point> Thin(List<Point> points)
    {
        if (points.Count <= MostPoints)
        {
            return points;
        }
        var kept = new List<Point>();
        for (int start = 0; start < points.Count;)
        {
            int end = start + 1;
            while (end < points.Count && SameColumn(points[start], points[end]))
            {
                end++;
            }
            KeepExtremes(points, start, end, kept);
            start = end;
        }
        return kept;
    }

    /// <summary>The path through the points; a gap starts a new line, and a lonely point is a dot.</summary>
    internal static string Path(IEnumerable<Point> points)
    {
        var path = new StringBuilder();
        bool gap = true;
        int run = 0;
        foreach (Point point in points)
        {
            if (double.IsNaN(point.Y))
            {
                gap = true;
                continue;
            }
            if (gap)
            {
                path.Append(run == 1 ? "h0" : "");
                run = 0;
            }
            path.Append(gap ? 'M' : 'L').Append(Markup.Coordinate(point.X)).Append(' ').Append(Markup.Coordinate(point.Y));
            gap = false;
            run++;
        }
        // A line without length is drawn by its round ends alone.
        return path.Append(run == 1 ? "h0" : "").ToString();
    }

    /// <summary>A dot at every point, as one path.</summary>
    internal static string Dots(IEnumerable<Point> points)
    {
        var path = new StringBuilder();
        foreach (Point point in points.Where(point => !double.IsNaN(point.Y)))
        {
            path.Append('M').Append(Markup.Coordinate(point.X)).Append(' ').Append(Markup.Coordinate(point.Y)).Append("h0");
        }
        return path.ToString();
    }

    private static bool SameColumn(Point first, Point second)
        => double.IsNaN(first.Y) == double.IsNaN(second.Y) && Math.Floor(first.X) == Math.Floor(second.X);

    private static void KeepExtremes(List<Point> points, int start, int end, List<Point> kept)
    {
        int lowest = start, highest = start;
        for (int k = start + 1; k < end; k++)
        {
            lowest = points[k].Y < points[lowest].Y ? k : lowest;
            highest = points[k].Y > points[highest].Y ? k : highest;
        }
        int before = -1;
        foreach (int k in (ReadOnlySpan<int>)[start, Math.Min(lowest, highest), Math.Max(lowest, highest), end - 1])
        {
            if (k > before)
            {
                kept.Add(points[k]);
                before = k;
            }
        }
    }
}
