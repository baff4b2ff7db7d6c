namespace Saddle.Theory;

/// <summary>
/// Successive shortest paths: mass that is left at a source goes along the cheapest path to a target with room, which may undo
/// earlier moves; Dijkstra's search runs on costs reduced by the potentials, which stay non-negative.
/// </summary>
internal sealed class TransportSolver
{
    private readonly int _sources;
    private readonly int _targets;
    private readonly double[] _costs;
    private readonly long[] _left;
    private readonly long[] _room;
    private readonly double[] _u;
    private readonly double[] _v;
    private readonly long[] _moved;
    private readonly double[] _distance;
    private readonly int[] _cameFrom;
    private readonly bool[] _settled;
    private readonly int[] _reachedThrough;
    private readonly List<int> _settledTargets = [];

    internal TransportSolver(double[] costs, IReadOnlyList<double> sourceWeights, IReadOnlyList<double> targetWeights)
    {
        (_costs, _sources, _targets) = (costs, sourceWeights.Count, targetWeights.Count);
        (_left, _room) = (TransportWeights.ToUnits(sourceWeights), TransportWeights.ToUnits(targetWeights));
        (_u, _v) = (new double[_sources], new double[_targets]);
        // By target, then source: a search asks which sources move mass to a target.
        _moved = new long[_costs.Length];
        (_distance, _cameFrom, _settled) = (new double[_targets], new int[_targets], new bool[_targets]);
        _reachedThrough = new int[_sources];
    }

    internal TransportPlan Solve()
    {
        long[] roomAtFirst = [.. _room];
        long[] leftAtFirst = [.. _left];
        FitTargetPotentials(_ => true);
        FitSourcePotentials(_ => true);
        for (int source = 0; source < _sources; source++)
        {
            while (_left[source] > 0)
            {
                Augment(source, Search(source));
            }
        }
        // Points without weight took no part; whatever their potentials were, these are feasible.
        FitTargetPotentials(target => roomAtFirst[target] == 0);
        FitSourcePotentials(_ => true);
        return Plan(leftAtFirst, roomAtFirst);
    }

    private double Cost(int source, int target) => _costs[source * _targets + target];

    private void FitSourcePotentials(Func<int, bool> chosen)
    {
        for (int i = 0; i < _sources; i++)
        {
            if (chosen(i))
            {
                double least = double.PositiveInfinity;
                for (int j = 0; j < _targets; j++)
                {
                    least = Math.Min(least, Cost(i, j) - _v[j]);
                }
                _u[i] = least;
            }
        }
    }

    private void FitTargetPotentials(Func<int, bool> chosen)
    {
        for (int j = 0; j < _targets; j++)
        {
            if (chosen(j))
            {
                double least = double.PositiveInfinity;
                for (int i = 0; i < _sources; i++)
                {
                    least = Math.Min(least, Cost(i, j) - _u[i]);
                }
                _v[j] = least;
            }
        }
    }

    // Dijkstra from a source to the nearest target with room; sources are reached at no reduced cost by undoing their moves.
    private int Search(int start)
    {
        Array.Fill(_distance, double.PositiveInfinity);
        Array.Fill(_settled, false);
        Array.Fill(_reachedThrough, -1);
        _settledTargets.Clear();
        _reachedThrough[start] = _targets;
        Relax(start, 0);
        while (true)
        {
            int nearest = Nearest();
            _settled[nearest] = true;
            if (_room[nearest] > 0)
            {
                ShiftPotentials(start, _distance[nearest]);
                return nearest;
            }
            _settledTargets.Add(nearest);
            ReadOnlySpan<long> moved = _moved.AsSpan(nearest * _sources, _sources);
            for (int i = 0; i < moved.Length; i++)
            {
                if (moved[i] > 0 && _reachedThrough[i] < 0)
                {
                    _reachedThrough[i] = nearest;
                    Relax(i, _distance[nearest]);
                }
            }
        }
    }

    private int Nearest()
    {
        int nearest = -1;
        double least = double.PositiveInfinity;
        for (int j = 0; j < _targets; j++)
        {
            if (!_settled[j] && _distance[j] < least)
            {
                (nearest, least) = (j, _distance[j]);
            }
        }
        return nearest;
    }

    private void Relax(int source, double at)
    {
        double offset = at - _u[source];
        ReadOnlySpan<double> costs = _costs.AsSpan(source * _targets, _targets);
        for (int j = 0; j < costs.Length; j++)
        {
            // Rounding may leave a reduced cost a little below 0.
            double through = Math.Max(costs[j] - _v[j] + offset, at);
            if (through < _distance[j] && !_settled[j])
            {
                (_distance[j], _cameFrom[j]) = (through, source);
            }
        }
    }

    // Makes every arc of the shortest paths free again, and no arc negative.
    private void ShiftPotentials(int start, double reached)
    {
        foreach (int target in _settledTargets)
        {
            _v[target] -= reached - _distance[target];
        }
        for (int i = 0; i < _sources; i++)
        {
            if (_reachedThrough[i] >= 0)
            {
                _u[i] += reached - (i == start ? 0 : _distance[_reachedThrough[i]]);
            }
        }
    }

    private void Augment(int start, int end)
    {
        long mass = Math.Min(_left[start], _room[end]);
        for (int target = end, source = _cameFrom[end]; source != start; source = _cameFrom[target])
        {
            target = _reachedThrough[source];
            mass = Math.Min(mass, _moved[target * _sources + source]);
        }
        _left[start] -= mass;
        _room[end] -= mass;
        for (int target = end; ;)
        {
            int source = _cameFrom[target];
            _moved[target * _sources + source] += mass;
            if (source == start)
            {
                return;
            }
            target = _reachedThrough[source];
            _moved[target * _sources + source] -= mass;
        }
    }

    private TransportPlan Plan(long[] left, long[] room)
    {
        var moves = new List<TransportMove>();
        double cost = 0;
        for (int i = 0; i < _sources; i++)
        {
            for (int j = 0; j < _targets; j++)
            {
                if (_moved[j * _sources + i] is > 0 and long units)
                {
                    moves.Add(new TransportMove(i, j, TransportWeights.ToMass(units)));
                    cost += moves[^1].Mass * Cost(i, j);
                }
            }
        }
        double dual = left.Zip(_u, (units, u) => TransportWeights.ToMass(units) * u).Sum()
            + room.Zip(_v, (units, v) => TransportWeights.ToMass(units) * v).Sum();
        return new TransportPlan(moves, cost, dual, _u, _v);
    }
}
