using Saddle.Graphics;
using Saddle.Theory.Transport;

namespace Saddle.Theory.Experiments;

/// <summary>A plan, the potential that proves it cheapest, and critics beside it, all in the same part of the plane.</summary>
internal sealed class CriticPicture
{
    private const int Side = 220, Columns = 4, ShownPoints = 200;
    private const double SmallShare = 0.1;

    private readonly double[,] _real, _fake;
    private readonly PlotLimits _limits;
    private readonly double _extent;
    private readonly List<string> _panels = [];

    /// <summary>Draws the plan and its potential.</summary>
    internal CriticPicture(double[,] real, double[,] fake, TransportPlan plan)
    {
        (_real, _fake) = (First(real, ShownPoints), First(fake, ShownPoints));
        var all = new double[real.GetLength(0) + fake.GetLength(0), 2];
        Array.Copy(real, all, real.Length);
        Array.Copy(fake, 0, all, real.Length, fake.Length);
        _limits = PlotLimits.Around(all, 0.1);
        double[] values = Potential(fake, plan, all);
        _extent = Math.Max((values.Max() - values.Min()) / 2, double.Epsilon);
        _panels.Add(new ScatterPlot(real, fake)
        {
            Title = "the cheapest plan", Side = Side, Limits = _limits,
            Links = [.. plan.Moves.Select(move => (move.Source, move.Target))],
        }.ToSvg());
        Add("its potential", points => Potential(fake, plan, points));
    }

    /// <summary>Draws a critic.</summary>
    internal void Add(string title, Func<double[,], double[]> critic)
    {
        double[] real = critic(_real), fake = critic(_fake);
        (double low, double high) = (real.Concat(fake).Min(), real.Concat(fake).Max());
        // A critic in another unit would be blank.
        bool isSmall = high - low < SmallShare * 2 * _extent;
        _panels.Add(new ScatterPlot(_real, _fake)
        {
            Title = isSmall ? title + " (magnified)" : title, Side = Side, Limits = _limits,
            Field = new PlaneField(critic, (low + high) / 2, isSmall ? Math.Max((high - low) / 2, double.Epsilon) : _extent),
        }.ToSvg());
    }

    /// <summary>All of them.</summary>
    internal string ToSvg(string title) => new Panels(title, Columns, _panels).ToSvg();

    // What the plan's potential says at the generated points, carried on with slope 1: it gains W1, whatever the points.
    private static double[] Potential(double[,] fake, TransportPlan plan, double[,] points)
        => [.. Enumerable.Range(0, points.GetLength(0)).Select(k => Enumerable.Range(0, fake.GetLength(0)).Min(j =>
            Math.Sqrt(Math.Pow(points[k, 0] - fake[j, 0], 2) + Math.Pow(points[k, 1] - fake[j, 1], 2))
            - plan.TargetPotentials[j]))];

    private static double[,] First(double[,] points, int count)
    {
        var first = new double[Math.Min(count, points.GetLength(0)), 2];
        Array.Copy(points, first, first.Length);
        return first;
    }
}
