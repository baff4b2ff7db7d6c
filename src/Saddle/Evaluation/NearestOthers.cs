using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>The squared distances of each sample of a set from its nearest other samples.</summary>
internal sealed class NearestOthers
{
    private readonly double[] _squared;

    private NearestOthers(double[] squared, int depth) => (_squared, Depth) = (squared, depth);

    /// <summary>How many neighbours of each sample are known.</summary>
    internal int Depth { get; }

    /// <summary>The squared distance of a sample from its k-th nearest other one, k from 1.</summary>
    internal double Squared(int sample, int k) => _squared[(sample * Depth) + k - 1];

    /// <summary>Looks at every pair of a set once.</summary>
    /// <param name="set">float64 <c>[N, D]</c>.</param>
    /// <param name="depth">How many neighbours, less than N.</param>
    internal static NearestOthers Of(Tensor set, int depth)
    {
        if (DistanceStripes.Suit(set))
        {
            return new NearestOthers(DistanceStripes.NearestOthers(set, depth), depth);
        }
        double[] squared = new double[set.size(0) * depth];
        Array.Fill(squared, double.PositiveInfinity);
        var nearest = new NearestOthers(squared, depth);
        DistanceTable.WalkHalf(set, nearest.Look);
        return nearest;
    }

    private void Look(in DistanceTile tile)
    {
        // On the diagonal a pair stands twice, and each sample beside itself.
        bool diagonal = tile.Row == tile.Column;
        for (int row = 0; row < tile.Rows; row++)
        {
            ReadOnlySpan<double> distances = tile.Distances(row);
            for (int column = diagonal ? row + 1 : 0; column < distances.Length; column++)
            {
                Add(tile.Row + row, distances[column]);
                Add(tile.Column + column, distances[column]);
            }
        }
    }

    private void Add(int sample, double squared)
    {
        Span<double> list = _squared.AsSpan(sample * Depth, Depth);
        int place = Depth - 1;
        if (squared >= list[place])
        {
            return;
        }
        for (; place > 0 && list[place - 1] > squared; place--)
        {
            list[place] = list[place - 1];
        }
        list[place] = squared;
    }
}
