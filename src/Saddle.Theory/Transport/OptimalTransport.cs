namespace Saddle.Theory.Transport;

/// <summary>
/// Exact optimal transport between weighted points in any dimension, by the network simplex method (Ahuja, Magnanti and Orlin,
/// Network Flows, 1993, chapter 11). For more than some ten thousand points see <see cref="Sinkhorn"/>.
/// </summary>
/// <remarks>
/// Weights are moved as whole numbers of 2^-60, so that no remainder is left by rounding; memory is that of the costs, 8 N M
/// bytes.
/// </remarks>
public static class OptimalTransport
{
    /// <summary>The cheapest plan between two sets of points.</summary>
    /// <param name="sources">Where mass leaves, N points.</param>
    /// <param name="targets">Where it goes, M points of the same dimension.</param>
    /// <param name="cost">What moving costs.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static TransportPlan Solve(WeightedPoints sources, WeightedPoints targets, GroundCost cost = GroundCost.Distance)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(targets);
        return new TransportSolver(sources.Costs(targets, cost), sources.Weights, targets.Weights).Solve();
    }

    /// <summary>The cheapest plan for costs of any kind.</summary>
    /// <param name="costs"><c>[N, M]</c>, finite, negative ones allowed.</param>
    /// <param name="sourceWeights"><c>[N]</c>, at least 0, summing to 1 within 1e-9.</param>
    /// <param name="targetWeights"><c>[M]</c>, the same.</param>
    /// <exception cref="ArgumentException">A shape or a value is wrong.</exception>
    public static TransportPlan Solve(double[,] costs, IReadOnlyList<double> sourceWeights, IReadOnlyList<double> targetWeights)
    {
        ArgumentNullException.ThrowIfNull(costs);
        WeightedPoints.CheckWeights(sourceWeights, costs.GetLength(0), nameof(sourceWeights));
        WeightedPoints.CheckWeights(targetWeights, costs.GetLength(1), nameof(targetWeights));
        double[] flat = [.. costs.Cast<double>()];
        return Array.TrueForAll(flat, double.IsFinite)
            ? new TransportSolver(flat, sourceWeights, targetWeights).Solve()
            : throw new ArgumentException(
                "Expected finite costs, but one is infinite or not a number; give forbidden moves a large finite cost.",
                nameof(costs));
    }

    /// <summary>W1 between two sets of points.</summary>
    /// <param name="p">One, N points.</param>
    /// <param name="q">The other, M points of the same dimension.</param>
    public static double WassersteinOne(WeightedPoints p, WeightedPoints q) => Solve(p, q).Cost;

    /// <summary>W2 between two sets of points.</summary>
    /// <param name="p">One, N points.</param>
    /// <param name="q">The other, M points of the same dimension.</param>
    public static double WassersteinTwo(WeightedPoints p, WeightedPoints q)
        => Math.Sqrt(Solve(p, q, GroundCost.SquaredDistance).Cost);
}
