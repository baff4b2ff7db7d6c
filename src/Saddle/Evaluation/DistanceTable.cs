using System.Numerics;
using System.Runtime.InteropServices;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// Distances between the samples of two sets, tile by tile: the whole table is never held. They are taken from products, which
/// is fast; those of samples that lie much nearer to each other than to the middle, where products lose their digits, are taken
/// again from differences.
/// </summary>
internal static class DistanceTable
{
    // 8 MB a tile: it stays in a processor's cache while it is read.
    private const int Side = 1024;

    // Products of float64 err by some 1e-15 of the squared lengths: of a distance above this share of them by 1e-11.
    internal const double Near = 1e-4;

    /// <summary>Works on a tile.</summary>
    internal delegate void Work(in DistanceTile tile);

    /// <summary>Goes through the whole table.</summary>
    /// <param name="rows">float64 <c>[N, D]</c>.</param>
    /// <param name="columns">float64 <c>[M, D]</c>.</param>
    /// <param name="work">What is done with each tile.</param>
    internal static void Walk(Tensor rows, Tensor columns, Work work) => Walk(rows, columns, half: false, work);

    /// <summary>
    /// Goes through the table of a set with itself, without the tiles below the diagonal, which hold the distances of those above
    /// it.
    /// </summary>
    /// <param name="set">float64 <c>[N, D]</c>.</param>
    /// <param name="work">What is done with each tile.</param>
    internal static void WalkHalf(Tensor set, Work work) => Walk(set, set, half: true, work);

    private static void Walk(Tensor rows, Tensor columns, bool half, Work work)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // Distances do not depend on the origin, but what rounding makes of them does.
        Tensor origin = columns.mean([0]);
        var values = new double[Side * Side];
        for (int row = 0; row < rows.size(0); row += Side)
        {
            using DisposeScope stripe = torch.NewDisposeScope();
            var from = new Part(rows, row, origin);
            for (int column = half ? row : 0; column < columns.size(0); column += Side)
            {
                using DisposeScope tile = torch.NewDisposeScope();
                var to = new Part(columns, column, origin);
                Tensor squared = from.Centred.matmul(to.Centred.t()).mul_(-2).add_(from.Lengths.unsqueeze(1)).add_(to.Lengths);
                Span<double> part = values.AsSpan(0, (int)squared.numel());
                squared.CopyTo(part);
                Refine(part, from, to);
                work(new DistanceTile { Squared = part, Row = row, Column = column, Rows = from.Count, Columns = to.Count });
            }
        }
    }

    private static void Refine(Span<double> squared, Part from, Part to)
    {
        double[] fromLengths = from.LengthValues, toLengths = to.LengthValues;
        for (int row = 0; row < fromLengths.Length; row++)
        {
            Span<double> distances = squared.Slice(row * toLengths.Length, toLengths.Length);
            for (int column = 0; column < distances.Length; column++)
            {
                if (distances[column] < Near * (fromLengths[row] + toLengths[column]))
                {
                    distances[column] = SquaredDistance(from.Sample(row), to.Sample(column));
                }
            }
        }
    }

    private static double SquaredDistance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ReadOnlySpan<Vector<double>> ones = MemoryMarshal.Cast<double, Vector<double>>(first);
        ReadOnlySpan<Vector<double>> others = MemoryMarshal.Cast<double, Vector<double>>(second);
        Vector<double> sums = Vector<double>.Zero;
        for (int k = 0; k < ones.Length; k++)
        {
            Vector<double> difference = ones[k] - others[k];
            sums += difference * difference;
        }
        double sum = Vector.Sum(sums);
        for (int k = ones.Length * Vector<double>.Count; k < first.Length; k++)
        {
            sum += (first[k] - second[k]) * (first[k] - second[k]);
        }
        return sum;
    }

    // Some samples of a set, about the origin and as they are; these are fetched when they are needed.
    private sealed class Part
    {
        private readonly Tensor _samples;
        private double[]? _values;

        internal Part(Tensor set, int start, Tensor origin)
        {
            _samples = set.narrow(0, start, Math.Min(Side, set.size(0) - start));
            Centred = _samples - origin;
            Lengths = Centred.square().sum([1]);
            LengthValues = Lengths.ToArray<double>();
        }

        internal Tensor Centred { get; }

        internal Tensor Lengths { get; }

        internal double[] LengthValues { get; }

        internal int Count => LengthValues.Length;

        internal ReadOnlySpan<double> Sample(int row)
        {
            int dimensions = (int)_samples.size(1);
            return (_values ??= _samples.ToArray<double>()).AsSpan(row * dimensions, dimensions);
        }
    }
}
