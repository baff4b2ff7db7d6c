namespace Saddle.Theory.Transport;

/// <summary>
/// A basis of the network simplex method: a spanning tree over sources, targets and an artificial root, with the flow on the arc
/// to each node's parent. Potentials make every arc of the tree free: potential(head) = potential(tail) + cost.
/// </summary>
internal sealed class TransportTree
{
    private readonly int _sources;
    private readonly int _root;
    private readonly Func<int, int, double> _cost;
    private readonly double _artificialCost;
    private readonly int[] _parent;
    private readonly int[] _depth;
    private readonly long[] _flow;
    // Whether the arc between a node and its parent points to the parent.
    private readonly bool[] _upward;
    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;
    private readonly int[] _previousSibling;
    private readonly Stack<int> _pending = new();

    /// <summary>The first tree: everything moves through the root, at a cost that no plan of arcs alone can reach.</summary>
    internal TransportTree(long[] supplies, long[] demands, Func<int, int, double> cost, double artificialCost)
    {
        (_sources, _root, _cost, _artificialCost) = (supplies.Length, supplies.Length + demands.Length, cost, artificialCost);
        int nodes = _root + 1;
        (_parent, _depth, _flow, _upward) = (new int[nodes], new int[nodes], new long[nodes], new bool[nodes]);
        (_firstChild, _nextSibling, _previousSibling) = (new int[nodes], new int[nodes], new int[nodes]);
        Potentials = new double[nodes];
        Array.Fill(_firstChild, -1);
        _parent[_root] = -1;
        for (int node = 0; node < _root; node++)
        {
            long flow = node < _sources ? supplies[node] : demands[node - _sources];
            // Arcs without flow point to the root: with the rule for leaving arcs this keeps degenerate steps from going in
            // circles.
            Attach(node, _root, flow, node < _sources || flow == 0);
        }
        RefreshSubtree(_root);
    }

    /// <summary>Of sources, then targets, then the root.</summary>
    internal double[] Potentials { get; }

    /// <summary>The arcs of the tree between a source and a target that carry flow.</summary>
    internal IEnumerable<(int Source, int Target, long Flow)> Flows()
    {
        for (int node = 0; node < _root; node++)
        {
            int parent = _parent[node];
            if (parent != _root && _flow[node] > 0)
            {
                yield return (Math.Min(node, parent), Math.Max(node, parent) - _sources, _flow[node]);
            }
        }
    }

    /// <summary>
    /// Brings an arc into the tree: as much as possible is moved around the cycle that it closes, and the arc that runs empty
    /// leaves.
    /// </summary>
    internal void Enter(int source, int target)
    {
        int tail = source;
        int head = _sources + target;
        int join = Join(tail, head);
        (int leaving, long amount, bool onTailSide) = Leaving(tail, head, join);
        for (int node = tail; node != join; node = _parent[node])
        {
            _flow[node] += _upward[node] ? -amount : amount;
        }
        for (int node = head; node != join; node = _parent[node])
        {
            _flow[node] += _upward[node] ? amount : -amount;
        }
        (int moved, int anchor) = onTailSide ? (tail, head) : (head, tail);
        Rehang(moved, anchor, amount, leaving);
        RefreshSubtree(moved);
    }

    /// <summary>Computes every potential afresh, without the rounding of the steps so far.</summary>
    internal void Refresh() => RefreshSubtree(_root);

    private int Join(int a, int b)
    {
        while (a != b)
        {
            (a, b) = _depth[a] >= _depth[b] ? (_parent[a], b) : (a, _parent[b]);
        }
        return a;
    }

    // The last arc to run empty, going around the cycle in the entering arc's direction from the join (Cunningham, 1976).
    private (int Node, long Amount, bool OnTailSide) Leaving(int tail, int head, int join)
    {
        (int Node, long Amount, bool OnTailSide) least = (-1, long.MaxValue, true);
        for (int node = tail; node != join; node = _parent[node])
        {
            least = _upward[node] && _flow[node] < least.Amount ? (node, _flow[node], true) : least;
        }
        for (int node = head; node != join; node = _parent[node])
        {
            least = !_upward[node] && _flow[node] <= least.Amount ? (node, _flow[node], false) : least;
        }
        return least;
    }

    // Turns the path from a node up to the leaving arc around, and hangs it below the anchor.
    private void Rehang(int node, int anchor, long flow, int leaving)
    {
        int parent = anchor;
        bool upward = node < _sources;
        while (true)
        {
            (int oldParent, long oldFlow, bool oldUpward) = (_parent[node], _flow[node], _upward[node]);
            Detach(node);
            Attach(node, parent, flow, upward);
            if (node == leaving)
            {
                return;
            }
            (parent, flow, upward, node) = (node, oldFlow, !oldUpward, oldParent);
        }
    }

    private void Attach(int node, int parent, long flow, bool upward)
    {
        (_parent[node], _flow[node], _upward[node]) = (parent, flow, upward);
        int sibling = _firstChild[parent];
        (_nextSibling[node], _previousSibling[node], _firstChild[parent]) = (sibling, -1, node);
        if (sibling >= 0)
        {
            _previousSibling[sibling] = node;
        }
    }

    private void Detach(int node)
    {
        (int previous, int next) = (_previousSibling[node], _nextSibling[node]);
        if (previous >= 0)
        {
            _nextSibling[previous] = next;
        }
        else
        {
            _firstChild[_parent[node]] = next;
        }
        if (next >= 0)
        {
            _previousSibling[next] = previous;
        }
    }

    private void RefreshSubtree(int top)
    {
        _pending.Push(top);
        while (_pending.TryPop(out int node))
        {
            if (node != _root)
            {
                int parent = _parent[node];
                double cost = parent == _root
                    ? _artificialCost
                    : _cost(Math.Min(node, parent), Math.Max(node, parent) - _sources);
                Potentials[node] = Potentials[parent] + (_upward[node] ? -cost : cost);
                _depth[node] = _depth[parent] + 1;
            }
            for (int child = _firstChild[node]; child >= 0; child = _nextSibling[child])
            {
                _pending.Push(child);
            }
        }
    }
}
