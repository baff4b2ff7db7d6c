using System.Globalization;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Pictures of distributions on the line: bars for probabilities, lines for densities, stems for atoms among them.
/// </summary>
internal static class DistributionChart
{
    private const int Points = 400;
    private const double Tail = 5e-4, Margin = 0.04;

    internal static string Draw(string title, params IReadOnlyList<(string Name, Distribution Distribution)> sets)
        => sets.All(set => set.Distribution.IsDiscrete) ? Bars(title, sets) : Lines(title, sets);

    /// <summary>
    /// Places across the range in which the distributions have nearly all of their probability, with the places of jumps.
    /// </summary>
    internal static double[] Places(params IReadOnlyList<Distribution> distributions)
    {
        double low = distributions.Min(d => d.Quantile(Tail)), high = distributions.Max(d => d.Quantile(1 - Tail));
        double margin = high > low ? Margin * (high - low) : 1;
        (low, high) = (low - margin, high + margin);
        IEnumerable<double> jumps = distributions.SelectMany(d => d.Pieces).Where(pair => !pair.Piece.IsAtom)
            .SelectMany(pair => new[] { pair.Piece.Support.Low, pair.Piece.Support.High })
            .Where(x => x > low && x < high).SelectMany(x => new[] { Math.BitDecrement(x), Math.BitIncrement(x) });
        return [.. Enumerable.Range(0, Points + 1).Select(k => low + (high - low) * k / Points).Concat(jumps).Order()];
    }

    private static string Bars(string title, IReadOnlyList<(string Name, Distribution Distribution)> sets)
    {
        bool categories = sets.All(set => set.Distribution.Categories is not null);
        double[] positions = categories
            ? [.. Enumerable.Range(0, sets.Max(set => set.Distribution.Categories!.Value)).Select(k => (double)k)]
            : [.. sets.SelectMany(set => set.Distribution.Atoms).Select(atom => atom.Position).Distinct().Order()];
        return new BarChart(
            title, [.. positions.Select(x => NumberText.Show(x, "0.####"))],
            [.. sets.Select(set => (set.Name, (IReadOnlyList<double>)[.. positions.Select(set.Distribution.Probability)]))])
        {
            XLabel = categories ? "category" : "x",
            YLabel = "probability",
        }.ToSvg();
    }

    private static string Lines(string title, IReadOnlyList<(string Name, Distribution Distribution)> sets)
    {
        double[] places = Places([.. sets.Select(set => set.Distribution)]);
        bool atoms = sets.Any(set => set.Distribution.Atoms.Count > 0);
        return new LineChart(title, [.. sets.Select(set => Line(set.Name, set.Distribution, places))])
        {
            XLabel = "x",
            YLabel = atoms ? "density; stems: probability" : "density",
        }.ToSvg();
    }

    private static LineSeries Line(string name, Distribution distribution, double[] places)
    {
        IEnumerable<(double X, double Y)> line = distribution.IsDiscrete ? [] : places.Select(x => (x, distribution.Density(x)));
        (double X, double Y)[] points =
        [
            .. line,
            .. distribution.Atoms.SelectMany(
                atom => new[] { (atom.Position, double.NaN), (atom.Position, 0), (atom.Position, atom.Probability) }),
        ];
        return new LineSeries(name, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
    }
}
