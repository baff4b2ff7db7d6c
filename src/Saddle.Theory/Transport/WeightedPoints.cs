namespace Saddle.Theory.Transport;

/// <summary>Points in any dimension with weights: a distribution of finitely many atoms. Immutable.</summary>
public sealed class WeightedPoints
{
    private readonly double[] _coordinates;
    private readonly double[] _weights;

    /// <summary>Creates the set.</summary>
    /// <param name="points"><c>[N, D]</c>, one row a point, N and D at least 1, finite.</param>
    /// <param name="weights"><c>[N]</c>, at least 0, summing to 1 within 1e-9; by default 1 / N each.</param>
    /// <exception cref="ArgumentException">A shape or a value is wrong.</exception>
    public WeightedPoints(double[,] points, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        (Count, Dimension) = (points.GetLength(0), points.GetLength(1));
        if (Count == 0 || Dimension == 0)
        {
            throw new ArgumentException(
                $"Expected points [N, D] with N and D at least 1, but received [{Count}, {Dimension}].", nameof(points));
        }
        _coordinates = [.. points.Cast<double>()];
        if (Array.Exists(_coordinates, value => !double.IsFinite(value)))
        {
            throw new ArgumentException(
                "Expected finite coordinates, but one is infinite or not a number; leave such points out.", nameof(points));
        }
        _weights = weights is null ? [.. Enumerable.Repeat(1.0 / Count, Count)] : [.. weights];
        CheckWeights(_weights, Count, nameof(weights));
    }

    /// <summary>N, how many points.</summary>
    public int Count { get; }

    /// <summary>D, how many coordinates each has.</summary>
    public int Dimension { get; }

    /// <summary>The weights, <c>[N]</c>.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The coordinates of a point, <c>[D]</c>.</summary>
    public ReadOnlySpan<double> this[int point] => _coordinates.AsSpan(point * Dimension, Dimension);

    /// <summary>The costs of every pair, <c>[N, M]</c> row by row.</summary>
    internal double[] Costs(WeightedPoints targets, GroundCost cost)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Dimension != Dimension)
        {
            throw new ArgumentException(
                $"Expected targets of the sources' dimension {Dimension}, but received {targets.Dimension}.", nameof(targets));
        }
        var costs = new double[checked(Count * targets.Count)];
        for (int i = 0, next = 0; i < Count; i++)
        {
            ReadOnlySpan<double> source = this[i];
            for (int j = 0; j < targets.Count; j++)
            {
                ReadOnlySpan<double> target = targets[j];
                double squared = 0;
                for (int d = 0; d < source.Length; d++)
                {
                    squared += (source[d] - target[d]) * (source[d] - target[d]);
                }
                costs[next++] = cost == GroundCost.SquaredDistance ? squared : Math.Sqrt(squared);
            }
        }
        return costs;
    }

    /// <summary>Refuses weights that are not a distribution of so many points.</summary>
    internal static void CheckWeights(IReadOnlyList<double> weights, int count, string name)
    {
        ArgumentNullException.ThrowIfNull(weights, name);
        if (weights.Count != count)
        {
            throw new ArgumentException($"Expected a weight for each of the {count} points, but received {weights.Count}.", name);
        }
        if (weights.Any(weight => !(weight >= 0)) || !(Math.Abs(weights.Sum() - 1) <= Distribution.SumTolerance))
        {
            throw new ArgumentException(
                $"Expected weights of at least 0 that sum to 1 (within 1e-9), but they sum to {Distribution.Show(weights.Sum())} "
                + $"and the least is {Distribution.Show(weights.Min())}; divide each by the sum.",
                name);
        }
    }
}
