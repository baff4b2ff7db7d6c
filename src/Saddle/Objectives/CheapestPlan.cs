namespace Saddle.Objectives;

/// <summary>
/// W1 by its first definition: the cheapest way to move one distribution onto another, for the theorem of
/// <see cref="Wasserstein"/>. What is too much somewhere goes along the shortest ways that are left to where it is missing
/// (successive shortest paths; Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.7). Made for tens of atoms.
/// </summary>
internal static class CheapestPlan
{
    // Masses sum to 1, so that this is rounding.
    private const double Nothing = 1e-14;

    /// <summary>The least sum of mass times Euclidean distance.</summary>
    internal static double Cost(double[,] places, IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        int count = p.Count;
        double[] rest = [.. p.Zip(q, (a, b) => a - b)];
        double[,] distances = Distances(places), moved = new double[count, count];
        // Each way uses up what is left at one of its ends, or a move that it takes back.
        while (Shortest(rest, distances, moved) is { } way)
        {
            double mass = Math.Min(rest[way[0]], -rest[way[^1]]);
            foreach ((int from, int to) in way.Zip(way.Skip(1)))
            {
                mass = moved[to, from] > 0 ? Math.Min(mass, moved[to, from]) : mass;
            }
            foreach ((int from, int to) in way.Zip(way.Skip(1)))
            {
                (int first, int second, double change) = moved[to, from] > 0 ? (to, from, -mass) : (from, to, mass);
                moved[first, second] += change;
            }
            rest[way[0]] -= mass;
            rest[way[^1]] += mass;
        }
        return moved.Cast<double>().Zip(distances.Cast<double>(), (mass, distance) => mass * distance).Sum();
    }

    // Bellman and Ford's: taking back a move gains its cost. Null where nothing is left to move.
    private static List<int>? Shortest(double[] rest, double[,] distances, double[,] moved)
    {
        int count = rest.Length;
        double[] cost = [.. rest.Select(mass => mass > Nothing ? 0 : double.PositiveInfinity)];
        int[] before = [.. Enumerable.Repeat(-1, count)];
        for (bool isShorter = true; isShorter;)
        {
            isShorter = false;
            foreach ((int from, int to) in Pairs(count))
            {
                double step = moved[to, from] > 0 ? -distances[from, to] : distances[from, to];
                if (cost[from] + step < cost[to] - Nothing)
                {
                    (cost[to], before[to], isShorter) = (cost[from] + step, from, true);
                }
            }
        }
        int[] ends = [.. Enumerable.Range(0, count).Where(k => rest[k] < -Nothing && double.IsFinite(cost[k]))];
        return ends.Length == 0 ? null : Way(ends.MinBy(k => cost[k]), before);
    }

    private static List<int> Way(int end, int[] before)
    {
        List<int> way = [end];
        for (int at = end; before[at] >= 0;)
        {
            at = before[at];
            way.Insert(0, at);
        }
        return way;
    }

    private static IEnumerable<(int From, int To)> Pairs(int count)
        => Enumerable.Range(0, count).SelectMany(from => Enumerable.Range(0, count).Select(to => (from, to)))
            .Where(pair => pair.from != pair.to);

    private static double[,] Distances(double[,] places)
    {
        int count = places.GetLength(0);
        var distances = new double[count, count];
        foreach ((int one, int other) in Pairs(count))
        {
            distances[one, other] = Math.Sqrt(Enumerable.Range(0, places.GetLength(1))
                .Sum(k => (places[one, k] - places[other, k]) * (places[one, k] - places[other, k])));
        }
        return distances;
    }
}
