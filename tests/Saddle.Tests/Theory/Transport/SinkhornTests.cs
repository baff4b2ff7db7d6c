using Saddle.Theory.Transport;
using Xunit;

namespace Saddle.Tests.Theory.Transport;

public class SinkhornTests
{
    [Theory]
    [InlineData(GroundCost.Distance)]
    [InlineData(GroundCost.SquaredDistance)]
    public void The_cost_comes_down_to_the_exact_one_with_epsilon(GroundCost cost)
    {
        var random = new Random(5);
        var a = new WeightedPoints(Samples.Points(random, 30, 2), Samples.Probabilities(random, 30, zeros: true));
        var b = new WeightedPoints(Samples.Points(random, 40, 2), Samples.Probabilities(random, 40, zeros: true));
        double exact = OptimalTransport.Solve(a, b, cost).Cost;
        double previous = double.PositiveInfinity;
        foreach (double epsilon in new[] { 1, 0.1, 0.02 })
        {
            SinkhornPlan plan = Sinkhorn.Solve(a, b, epsilon, cost, tolerance: 1e-9, maximumIterations: 100_000);
            Assert.True(plan.Converged, $"{plan.MarginalError} after {plan.Iterations}");
            Assert.InRange(plan.Cost, exact - 1e-7, exact + epsilon * Math.Log(30));
            Assert.True(plan.Cost < previous);
            previous = plan.Cost;
        }
    }

    [Fact]
    public void The_plan_has_the_right_margins_even_for_a_small_epsilon()
    {
        var random = new Random(6);
        double[] weights = Samples.Probabilities(random, 20, zeros: true);
        var a = new WeightedPoints(Samples.Points(random, 20, 3), weights);
        var b = new WeightedPoints(Samples.Points(random, 10, 3));
        SinkhornPlan plan = Sinkhorn.Solve(a, b, 2e-3, tolerance: 1e-8, maximumIterations: 200_000);
        Assert.True(plan.Converged, $"{plan.MarginalError} after {plan.Iterations}");
        double error = Enumerable.Range(0, 20).Sum(i => Math.Abs(Enumerable.Range(0, 10).Sum(j => plan.Mass(i, j)) - weights[i]));
        Assert.Equal(plan.MarginalError, error, 1e-15);
        Assert.InRange(error, 0, 1e-8);
        Assert.All(Enumerable.Range(0, 10), j => Assert.Equal(0.1, Enumerable.Range(0, 20).Sum(i => plan.Mass(i, j)), 1e-12));
    }

    [Fact]
    public void A_large_epsilon_gives_the_independent_plan()
    {
        double[,] pair = { { 0 }, { 1 } };
        SinkhornPlan plan = Sinkhorn.Solve(new(pair, [0.25, 0.75]), new(pair, [0.5, 0.5]), 1e6, tolerance: 1e-12);
        Assert.Equal(0.125, plan.Mass(0, 0), 1e-6);
        Assert.Equal(0.375, plan.Mass(1, 0), 1e-6);
        Assert.Equal(0.5, plan.Cost, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void It_stops_at_the_bound_and_says_that_it_has_not_converged(int bound)
    {
        var random = new Random(5);
        SinkhornPlan plan = Sinkhorn.Solve(
            new(Samples.Points(random, 30, 2)), new(Samples.Points(random, 30, 2)), 1e-3, tolerance: 1e-12,
            maximumIterations: bound);
        Assert.False(plan.Converged);
        Assert.Equal(bound, plan.Iterations);
        Assert.True(plan.MarginalError > 1e-12);
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        var point = new WeightedPoints(new double[1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sinkhorn.Solve(point, point, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sinkhorn.Solve(point, point, 1, tolerance: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sinkhorn.Solve(point, point, 1, maximumIterations: 0));
    }
}
