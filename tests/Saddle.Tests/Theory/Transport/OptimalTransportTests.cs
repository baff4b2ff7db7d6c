using Saddle.Tests.Support;
using Saddle.Theory.Transport;
using Xunit;

namespace Saddle.Tests.Theory.Transport;

public class OptimalTransportTests
{
    // The plan's margins, the potentials' feasibility and the gap together prove that the plan is optimal.
    private static void CheckOptimal(
        TransportPlan plan, Func<int, int, double> cost, IReadOnlyList<double> sources, IReadOnlyList<double> targets)
    {
        double[,] matrix = plan.ToMatrix();
        double largest = 0;
        for (int i = 0; i < sources.Count; i++)
        {
            Assert.Equal(sources[i], Enumerable.Range(0, targets.Count).Sum(j => matrix[i, j]), 1e-14);
            for (int j = 0; j < targets.Count; j++)
            {
                largest = Math.Max(largest, Math.Abs(cost(i, j)));
                Assert.True(plan.SourcePotentials[i] + plan.TargetPotentials[j] <= cost(i, j) + 1e-12 * (1 + largest));
            }
        }
        for (int j = 0; j < targets.Count; j++)
        {
            Assert.Equal(targets[j], Enumerable.Range(0, sources.Count).Sum(i => matrix[i, j]), 1e-14);
        }
        Assert.Equal(plan.Cost, plan.Moves.Sum(move => move.Mass * cost(move.Source, move.Target)), 1e-12 * (1 + largest));
        Assert.Equal(plan.DualValue, plan.Cost, 1e-10 * (1 + largest));
        Assert.All(plan.Moves, move => Assert.True(move.Mass > 0));
        Assert.InRange(plan.Moves.Count, 1, sources.Count + targets.Count - 1);
    }

    private static double Distance(WeightedPoints a, int i, WeightedPoints b, int j)
        => Math.Sqrt(a[i].ToArray().Zip(b[j].ToArray(), (x, y) => (x - y) * (x - y)).Sum());

    [Fact]
    public void Plans_between_random_points_are_proved_optimal_by_their_potentials() => Samples.ForAll(random =>
    {
        int dimension = random.Next(1, 5);
        (int n, int m) = (random.Next(1, 25), random.Next(1, 25));
        var a = new WeightedPoints(Samples.Points(random, n, dimension), Samples.Probabilities(random, n, zeros: true));
        var b = new WeightedPoints(Samples.Points(random, m, dimension), Samples.Probabilities(random, m, zeros: true));
        CheckOptimal(OptimalTransport.Solve(a, b), (i, j) => Distance(a, i, b, j), a.Weights, b.Weights);
        CheckOptimal(
            OptimalTransport.Solve(a, b, GroundCost.SquaredDistance), (i, j) => Math.Pow(Distance(a, i, b, j), 2), a.Weights,
            b.Weights);
        Assert.Equal(OptimalTransport.WassersteinOne(a, b), OptimalTransport.WassersteinOne(b, a), 1e-12);
    });

    [Fact]
    public void Plans_for_degenerate_costs_and_weights_are_optimal_too() => Samples.ForAll(random =>
    {
        // Small whole costs, negative ones included, and equal weights: many plans tie.
        (int n, int m) = (random.Next(1, 12), random.Next(1, 12));
        var costs = new double[n, m];
        for (int k = 0; k < n * m; k++)
        {
            costs[k / m, k % m] = random.Next(-2, 3);
        }
        double[] sources = [.. Enumerable.Repeat(1.0 / n, n)];
        double[] targets = [.. Enumerable.Repeat(1.0 / m, m)];
        CheckOptimal(OptimalTransport.Solve(costs, sources, targets), (i, j) => costs[i, j], sources, targets);
    });

    [Fact]
    public void Equal_weights_give_the_best_of_all_permutations() => Samples.ForAll(random =>
    {
        int count = random.Next(1, 8);
        var a = new WeightedPoints(Samples.Points(random, count, 2));
        var b = new WeightedPoints(Samples.Points(random, count, 2));
        double[,] distances = new double[count, count];
        for (int k = 0; k < count * count; k++)
        {
            distances[k / count, k % count] = Distance(a, k / count, b, k % count);
        }
        Assert.Equal(BestFrom(distances, 0, 0, count) / count, OptimalTransport.WassersteinOne(a, b), 1e-13);
    });

    private static double BestFrom(double[,] distances, int row, int taken, int count) => row == count
        ? 0
        : Enumerable.Range(0, count).Where(column => (taken & 1 << column) == 0)
            .Min(column => distances[row, column] + BestFrom(distances, row + 1, taken | 1 << column, count));

    [Fact]
    public void Five_hundred_points_with_arbitrary_weights_are_solved_exactly()
    {
        var random = new Random(11);
        var a = new WeightedPoints(Samples.Points(random, 500, 2), Samples.Probabilities(random, 500));
        var b = new WeightedPoints(Samples.Points(random, 500, 2), Samples.Probabilities(random, 500));
        TransportPlan plan = OptimalTransport.Solve(a, b, GroundCost.SquaredDistance);
        CheckOptimal(plan, (i, j) => Math.Pow(Distance(a, i, b, j), 2), a.Weights, b.Weights);
    }

    [Fact]
    public void Identical_points_cost_nothing_and_stay_where_they_are()
    {
        var points = new WeightedPoints(new double[,] { { 0, 0 }, { 1, 0 }, { 1, 0 }, { 3, 4 } }, [0.1, 0.2, 0.3, 0.4]);
        TransportPlan plan = OptimalTransport.Solve(points, points);
        Assert.Equal(0, plan.Cost);
        Assert.All(plan.Moves, move => Assert.Equal(0, Distance(points, move.Source, points, move.Target)));
        var one = new WeightedPoints(new double[,] { { 0, 0 } });
        Relative.Equal(0.5 + 0.4 * 5, OptimalTransport.WassersteinOne(points, one), 1e-15);
        Relative.Equal(Math.Sqrt(0.5 + 0.4 * 25), OptimalTransport.WassersteinTwo(points, one), 1e-15);
    }

    [Fact]
    public void A_translation_in_the_plane_costs_its_length()
    {
        var random = new Random(3);
        double[,] points = Samples.Points(random, 60, 2);
        double[,] moved = (double[,])points.Clone();
        for (int k = 0; k < 60; k++)
        {
            moved[k, 0] += 3;
            moved[k, 1] -= 4;
        }
        double[] weights = Samples.Probabilities(random, 60);
        Relative.Equal(5, OptimalTransport.WassersteinTwo(new(points, weights), new(moved, weights)), 1e-12);
        Relative.Equal(5, OptimalTransport.WassersteinOne(new(points, weights), new(moved, weights)), 1e-12);
    }

    [Fact]
    public void On_the_line_the_sorted_order_is_optimal() => Samples.ForAll(random =>
    {
        int count = random.Next(1, 40);
        double[,] a = Samples.Points(random, count, 1);
        double[,] b = Samples.Points(random, count, 1);
        double sorted = a.Cast<double>().Order().Zip(b.Cast<double>().Order(), (x, y) => (x - y) * (x - y)).Sum() / count;
        Assert.Equal(Math.Sqrt(sorted), OptimalTransport.WassersteinTwo(new(a), new(b)), 1e-12);
    });

    [Fact]
    public void Bad_shapes_and_weights_are_refused()
    {
        var plane = new WeightedPoints(new double[1, 2]);
        Refused("dimension 2, but received 3", () => OptimalTransport.Solve(plane, new WeightedPoints(new double[1, 3])));
        Refused("N and D at least 1", () => new WeightedPoints(new double[0, 2]));
        Refused("finite coordinates", () => new WeightedPoints(new[,] { { double.NaN } }));
        Refused("each of the 1 points, but received 2", () => new WeightedPoints(new double[1, 2], [0.5, 0.5]));
        Refused("sum to 1", () => new WeightedPoints(new double[2, 2], [0.5, 0.6]));
        Refused("the least is -0.5", () => new WeightedPoints(new double[2, 2], [1.5, -0.5]));
        Refused("finite costs", () => OptimalTransport.Solve(new[,] { { double.PositiveInfinity } }, [1], [1]));

        static void Refused(string reason, Func<object> make)
            => Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
    }
}
