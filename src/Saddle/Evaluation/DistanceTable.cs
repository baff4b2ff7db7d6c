using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>Distances between the samples of two sets, tile by tile: the whole table is never held.</summary>
internal static class DistanceTable
{
    // 8 MB a tile: it stays in a processor's cache while it is read.
    private const int Side = 1024;

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
            (Tensor from, Tensor lengths) = Part(rows, row, origin);
            double[] rowLengths = lengths.ToArray<double>();
            for (int column = half ? row : 0; column < columns.size(0); column += Side)
            {
                using DisposeScope tile = torch.NewDisposeScope();
                (Tensor to, Tensor others) = Part(columns, column, origin);
                Tensor squared = from.matmul(to.t()).mul_(-2).add_(lengths.unsqueeze(1)).add_(others);
                Span<double> part = values.AsSpan(0, (int)squared.numel());
                squared.CopyTo(part);
                work(new DistanceTile
                {
                    Squared = part, Row = row, Column = column, RowLengths = rowLengths, ColumnLengths = others.ToArray<double>(),
                });
            }
        }
    }

    private static (Tensor Samples, Tensor Lengths) Part(Tensor set, int start, Tensor origin)
    {
        Tensor samples = set.narrow(0, start, Math.Min(Side, set.size(0) - start)) - origin;
        return (samples, samples.square().sum([1]));
    }
}
