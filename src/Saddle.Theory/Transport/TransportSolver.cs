namespace Saddle.Theory.Transport;

/// <summary>
/// The network simplex method: while an arc is cheaper than the way through the tree, it enters. Arcs are looked through in
/// blocks, and the cheapest of a block is taken.
/// </summary>
internal sealed class TransportSolver
{
    private readonly int _sources;
    private readonly int _targets;
    private readonly double[] _costs;
    private readonly double _tolerance;
    private readonly TransportTree _tree;
    private readonly long[] _supplies;
    private readonly long[] _demands;
    private int _next;

    internal TransportSolver(double[] costs, IReadOnlyList<double> sourceWeights, IReadOnlyList<double> targetWeights)
    {
        (_costs, _sources, _targets) = (costs, sourceWeights.Count, targetWeights.Count);
        (_supplies, _demands) = (TransportWeights.ToUnits(sourceWeights), TransportWeights.ToUnits(targetWeights));
        double largest = costs.Max(Math.Abs);
        _tolerance = 1e-12 * largest;
        _tree = new TransportTree(
            _supplies, _demands, (source, target) => _costs[source * _targets + target], largest > 0 ? 2 * largest : 1);
    }

    internal TransportPlan Solve()
    {
        do
        {
            while (Cheapest() is { } arc)
            {
                _tree.Enter(arc / _targets, arc % _targets);
            }
            _tree.Refresh();
        }
        while (Cheapest() is not null);
        return Plan();
    }

    // The arc with the most negative reduced cost of the first block that has one.
    private int? Cheapest()
    {
        int block = Math.Max(64, (int)Math.Sqrt(_costs.Length));
        int found = -1;
        double least = -_tolerance;
        double[] potentials = _tree.Potentials;
        for (int looked = 0, left = block; looked < _costs.Length;)
        {
            (int source, int first) = (_next / _targets, _next % _targets);
            int count = Math.Min(Math.Min(_targets - first, left), _costs.Length - looked);
            ReadOnlySpan<double> costs = _costs.AsSpan(_next, count);
            ReadOnlySpan<double> heads = potentials.AsSpan(_sources + first, count);
            double tail = potentials[source];
            for (int k = 0; k < costs.Length; k++)
            {
                double reduced = costs[k] + tail - heads[k];
                if (reduced < least)
                {
                    (found, least) = (_next + k, reduced);
                }
            }
            _next = (_next + count) % _costs.Length;
            looked += count;
            left -= count;
            if (left == 0)
            {
                if (found >= 0)
                {
                    return found;
                }
                left = block;
            }
        }
        return found >= 0 ? found : null;
    }

    private TransportPlan Plan()
    {
        List<TransportMove> moves = [.. _tree.Flows()
            .Select(arc => new TransportMove(arc.Source, arc.Target, TransportWeights.ToMass(arc.Flow)))
            .OrderBy(move => move.Source).ThenBy(move => move.Target)];
        double cost = moves.Sum(move => move.Mass * _costs[move.Source * _targets + move.Target]);
        (double[] u, double[] v) = FeasiblePotentials();
        double dual = _supplies.Zip(u, (units, value) => TransportWeights.ToMass(units) * value).Sum()
            + _demands.Zip(v, (units, value) => TransportWeights.ToMass(units) * value).Sum();
        return new TransportPlan(moves, cost, dual, u, v);
    }

    // Raises v, then u, as far as every arc allows, which takes the tolerance and rounding out of them.
    private (double[] U, double[] V) FeasiblePotentials()
    {
        double[] u = [.. _tree.Potentials.Take(_sources).Select(potential => -potential)];
        double[] v = new double[_targets];
        Array.Fill(v, double.PositiveInfinity);
        for (int k = 0; k < _costs.Length; k++)
        {
            v[k % _targets] = Math.Min(v[k % _targets], _costs[k] - u[k / _targets]);
        }
        Array.Fill(u, double.PositiveInfinity);
        for (int k = 0; k < _costs.Length; k++)
        {
            u[k / _targets] = Math.Min(u[k / _targets], _costs[k] - v[k % _targets]);
        }
        return (u, v);
    }
}
