namespace Saddle.Theory.Transport;

/// <summary>
/// Entropic optimal transport by Sinkhorn's iteration on logarithms, which neither over- nor underflows for small epsilon
/// (arXiv:1306.0895; Peyre and Cuturi, arXiv:1803.00567, section 4.4). For sets too large for <see cref="OptimalTransport"/>.
/// </summary>
public static class Sinkhorn
{
    /// <summary>Minimises cost + epsilon KL(plan || product of the weights).</summary>
    /// <param name="sources">Where mass leaves, N points.</param>
    /// <param name="targets">Where it goes, M points of the same dimension.</param>
    /// <param name="epsilon">The regularisation in the unit of the cost, greater than 0: less is closer to exact, and
    /// slower.</param>
    /// <param name="cost">What moving costs.</param>
    /// <param name="tolerance">The marginal error to stop at, greater than 0.</param>
    /// <param name="maximumIterations">When to give up, at least 1; the plan says whether it converged.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or a number is out of range.</exception>
    public static SinkhornPlan Solve(
        WeightedPoints sources,
        WeightedPoints targets,
        double epsilon,
        GroundCost cost = GroundCost.Distance,
        double tolerance = 1e-6,
        int maximumIterations = 10_000)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumIterations);
        var problem = new SinkhornProblem(sources.Costs(targets, cost), sources.Weights, targets.Weights);
        // A coarse solution is a good start for a finer one.
        for (double coarse = problem.LargestCost; coarse > 2 * epsilon; coarse /= 4)
        {
            problem.Iterate(coarse, 0.01, Math.Min(20, maximumIterations));
        }
        (int iterations, double error) = problem.Iterate(epsilon, tolerance, maximumIterations);
        return new SinkhornPlan(
            problem.Cost(epsilon), error, iterations, error <= tolerance,
            (source, target) => problem.Mass(source, target, epsilon));
    }
}
