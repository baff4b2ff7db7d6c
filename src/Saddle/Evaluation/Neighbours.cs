using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>Nearest samples of another set.</summary>
internal static class Neighbours
{
    /// <summary>The nearest sample of another set to each sample; the first of those that are equally near.</summary>
    /// <param name="from">float64 <c>[N, D]</c>.</param>
    /// <param name="to">float64 <c>[M, D]</c>.</param>
    /// <returns>
    /// Numbers, and distances, <c>[N]</c> each. The distances are those of the coordinates' differences: a copy has exactly 0.
    /// </returns>
    internal static (int[] Numbers, double[] Distances) Nearest(Tensor from, Tensor to)
    {
        (int[] numbers, _) = Walk(from, to, own: null);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor difference = from - to.index_select(0, Long(numbers));
        return (numbers, difference.square().sum([1]).sqrt().ToArray<double>());
    }

    /// <summary>The squared distance of some samples of a set from their nearest other sample in it.</summary>
    /// <param name="set">float64 <c>[N, D]</c>, N at least 2.</param>
    /// <param name="numbers">Which samples.</param>
    internal static double[] NearestOther(Tensor set, int[] numbers)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Walk(set.index_select(0, Long(numbers)), set, numbers).Squares;
    }

    // The nearest of each row, but for the row's own number, if there are such; and its squared distance.
    private static (int[] Numbers, double[] Squares) Walk(Tensor from, Tensor to, int[]? own)
    {
        if (DistanceStripes.Suit(to))
        {
            return DistanceStripes.Nearest(from, to, own);
        }
        var numbers = new int[from.size(0)];
        var nearest = new double[numbers.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        DistanceTable.Walk(from, to, (in DistanceTile tile) =>
        {
            for (int row = 0; row < tile.Rows; row++)
            {
                ReadOnlySpan<double> distances = tile.Distances(row);
                int at = tile.Row + row, excluded = (own?[at] ?? -1) - tile.Column;
                for (int column = 0; column < distances.Length; column++)
                {
                    if (distances[column] < nearest[at] && column != excluded)
                    {
                        (nearest[at], numbers[at]) = (distances[column], tile.Column + column);
                    }
                }
            }
        });
        return (numbers, nearest);
    }

    private static long[] Long(int[] numbers) => Array.ConvertAll(numbers, number => (long)number);
}
