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
        int[] numbers = Numbers(from, to);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor difference = from - to.index_select(0, Index(numbers));
        return (numbers, difference.square().sum([1]).sqrt().ToArray<double>());
    }

    /// <summary>The squared distance of some samples of a set from their nearest other sample in it.</summary>
    /// <param name="set">float64 <c>[N, D]</c>, N at least 2.</param>
    /// <param name="numbers">Which samples.</param>
    internal static double[] NearestOther(Tensor set, int[] numbers)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var nearest = new double[numbers.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        DistanceTable.Walk(set.index_select(0, Index(numbers)), set, (in DistanceTile tile) =>
        {
            for (int row = 0; row < tile.RowLengths.Length; row++)
            {
                ReadOnlySpan<double> distances = tile.Distances(row);
                int own = numbers[tile.Row + row] - tile.Column;
                for (int column = 0; column < distances.Length; column++)
                {
                    if (distances[column] < nearest[tile.Row + row] && column != own)
                    {
                        nearest[tile.Row + row] = distances[column];
                    }
                }
            }
        });
        return nearest;
    }

    private static int[] Numbers(Tensor from, Tensor to)
    {
        var numbers = new int[from.size(0)];
        var nearest = new double[numbers.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        DistanceTable.Walk(from, to, (in DistanceTile tile) =>
        {
            for (int row = 0; row < tile.RowLengths.Length; row++)
            {
                ReadOnlySpan<double> distances = tile.Distances(row);
                for (int column = 0; column < distances.Length; column++)
                {
                    if (distances[column] < nearest[tile.Row + row])
                    {
                        nearest[tile.Row + row] = distances[column];
                        numbers[tile.Row + row] = tile.Column + column;
                    }
                }
            }
        });
        return numbers;
    }

    private static Tensor Index(int[] numbers) => torch.tensor(numbers).to(ScalarType.Int64);
}
