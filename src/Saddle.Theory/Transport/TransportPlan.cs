namespace Saddle.Theory.Transport;

/// <summary>A cheapest way to move one distribution of points onto another, with the proof that none is cheaper.</summary>
public sealed class TransportPlan
{
    private readonly int _targets;

    internal TransportPlan(
        IReadOnlyList<TransportMove> moves, double cost, double dualValue, IReadOnlyList<double> sources,
        IReadOnlyList<double> targets)
    {
        (Moves, Cost, DualValue, SourcePotentials, TargetPotentials) = (moves, cost, dualValue, sources, targets);
        _targets = targets.Count;
    }

    /// <summary>What moves where, by source and then target; at most N + M - 1 entries.</summary>
    public IReadOnlyList<TransportMove> Moves { get; }

    /// <summary>The sum of mass times cost: W1 for distances, W2 squared for squared distances.</summary>
    public double Cost { get; }

    /// <summary>
    /// The value of the potentials, a lower bound of every plan's cost; equal to <see cref="Cost"/> but for rounding.
    /// </summary>
    public double DualValue { get; }

    /// <summary>
    /// u <c>[N]</c> of the dual problem: u_i + v_j is at most the cost of (i, j), and equal to it where mass moves.
    /// </summary>
    public IReadOnlyList<double> SourcePotentials { get; }

    /// <summary>v <c>[M]</c>.</summary>
    public IReadOnlyList<double> TargetPotentials { get; }

    /// <summary>The plan as a matrix <c>[N, M]</c>: its rows sum to the sources' weights, its columns to the targets'.</summary>
    public double[,] ToMatrix()
    {
        var matrix = new double[SourcePotentials.Count, _targets];
        foreach ((int source, int target, double mass) in Moves)
        {
            matrix[source, target] = mass;
        }
        return matrix;
    }
}
