using Saddle.Contracts;
using Saddle.Objectives;
using Saddle.Tests.Support;
using Saddle.Theory.Transport;

namespace Saddle.Tests.Objectives;

/// <summary>
/// Theorems about critics as a whole: the best critic on random atoms of the plane, found with the proof that it is the best,
/// against what the theorem says and against independent ways to the same number.
/// </summary>
public sealed class SupremumTheoremTests
{
    private const int Outcomes = 4, Draws = 3;

    public static TheoryData<bool, RelativisticForm> Forms => new MatrixTheoryData<bool, RelativisticForm>(
        [false, true], [RelativisticForm.NonSaturating, RelativisticForm.LeastSquares, RelativisticForm.Hinge]);

    [Fact]
    public void The_best_critic_of_slope_one_gains_what_the_cheapest_plan_costs_on_the_same_atoms()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var objective = new Wasserstein();
        foreach ((double[,] places, int[] real, int[] fake) in Games())
        {
            var best = new BestCritic(objective, places, real, fake, objective.Theorem.Slope);
            (double[] p, double[] q) = (Share(real), Share(fake));
            double exact = OptimalTransport.WassersteinOne(new WeightedPoints(places, p), new WeightedPoints(places, q));
            Assert.InRange(best.Uncertainty, 0, 1e-9);
            Close.Equal(exact, best.Constant - best.Loss, 0, 1e-9, "the best critic's gain");
            Close.Equal(exact, objective.Theorem.Divergence!(places, p, q), 1e-12, 1e-14, "the theorem's W1");
        }
    }

    [Fact]
    public void The_cheapest_plan_of_the_theorem_is_that_of_the_network_simplex_among_many_atoms()
    {
        var random = new Random(4);
        foreach (int count in new[] { 1, 2, 17, 40 })
        {
            double[,] places = Places(random, count, dimensions: 3);
            double[] p = Share([.. Enumerable.Range(0, count).Select(_ => random.Next(0, 5))], 0);
            double[] q = Share([.. Enumerable.Range(0, count).Select(_ => random.Next(0, 5))], count - 1);
            double exact = OptimalTransport.WassersteinOne(new WeightedPoints(places, p), new WeightedPoints(places, q));
            Close.Equal(exact, new Wasserstein().Theorem.Divergence!(places, p, q), 1e-11, 1e-14);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void The_best_relativistic_critic_gains_nothing_between_equals_and_something_between_others(
        bool isAverage, RelativisticForm form)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RelativisticObjective objective = Objective(isAverage, form);
        foreach ((double[,] places, int[] real, int[] fake) in Games())
        {
            var equal = new BestCritic(objective, places, real, [.. real.Select(count => 2 * count)], double.PositiveInfinity);
            Assert.InRange(equal.Uncertainty, 0, 1e-9);
            Close.Equal(equal.Constant, equal.Loss, 0, 1e-9, "between equals");
            var best = new BestCritic(objective, places, real, fake, objective.Theorem.Slope);
            double gain = best.Constant - best.Loss;
            Assert.InRange(best.Uncertainty, 0, 1e-9);
            // No more than the supremum of f, for each of the terms.
            Assert.InRange(gain, 1e-3, (isAverage ? 2 : 1) * (form == RelativisticForm.NonSaturating ? Math.Log(2) : 1));
            if (objective.Theorem.Divergence is { } divergence)
            {
                Close.Equal(divergence(places, Share(real), Share(fake)), gain, 0, 1e-9, "the least squares' divergence");
            }
        }
    }

    // All coefficients of the linear programme are 1 or -1, so that it has a best critic of whole numbers.
    [Fact]
    public void The_best_paired_hinge_critic_gains_what_the_best_of_all_whole_ones_does()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RelativisticObjective objective = Objective(false, RelativisticForm.Hinge);
        foreach ((double[,] places, int[] real, int[] fake) in Games())
        {
            var best = new BestCritic(objective, places, real, fake, double.PositiveInfinity);
            (double[] p, double[] q) = (Share(real), Share(fake));
            double most = Enumerable.Range(0, (int)Math.Pow(Outcomes, Outcomes)).Max(number =>
            {
                int[] levels = [.. Enumerable.Range(0, Outcomes).Select(k => number / (int)Math.Pow(Outcomes, k) % Outcomes)];
                return levels.SelectMany((high, i) => levels.Select((low, j) => p[i] * q[j] * Math.Min(1, high - low))).Sum();
            });
            Close.Equal(most, best.Constant - best.Loss, 0, 1e-9);
            Assert.True(most > p.Zip(q, (a, b) => Math.Abs(a - b) / 2).Sum() - 1e-12, "two levels give total variation");
        }
    }

    // Between outcomes i and j alone the best paired non-saturating difference is the logarithm of p_i q_j / (p_j q_i).
    [Fact]
    public void The_best_paired_non_saturating_critic_between_far_pairs_is_known_by_hand()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RelativisticObjective objective = Objective(false, RelativisticForm.NonSaturating);
        // Outcomes 2 and 3 are as likely as 0 and 1 on either side, so that the best critic has two values.
        int[] real = [6, 2, 6, 2], fake = [1, 5, 1, 5];
        var best = new BestCritic(objective, new double[4, 1], real, fake, double.PositiveInfinity);
        (double same, double up, double down) = (6.0 * 1 + 2 * 5, 6.0 * 5, 2.0 * 1);
        double difference = Math.Log(up / down);
        double loss = (same * Math.Log(2) + up * Math.Log(1 + Math.Exp(-difference)) + down * Math.Log(1 + Math.Exp(difference)))
            / (same + up + down);
        Close.Equal(loss, best.Loss, 0, 1e-9);
    }

    private static RelativisticObjective Objective(bool isAverage, RelativisticForm form)
        => isAverage ? new RelativisticAverage { Form = form } : new Relativistic { Form = form };

    private static IEnumerable<(double[,] Places, int[] Real, int[] Fake)> Games()
    {
        var random = new Random(7);
        for (int draw = 0; draw < Draws; draw++)
        {
            yield return (Places(random, Outcomes, dimensions: 2), Counts(random), Counts(random));
        }
    }

    private static int[] Counts(Random random) => [.. Enumerable.Range(0, Outcomes).Select(_ => random.Next(1, 7))];

    private static double[,] Places(Random random, int count, int dimensions)
    {
        var places = new double[count, dimensions];
        foreach ((int row, int column) in Enumerable.Range(0, count * dimensions).Select(k => (k / dimensions, k % dimensions)))
        {
            places[row, column] = 4 * random.NextDouble() - 2;
        }
        return places;
    }

    private static double[] Share(int[] counts, int? extra = null)
    {
        double[] masses = [.. counts.Select((count, k) => count + (k == extra ? 1.0 : 0))];
        return [.. masses.Select(mass => mass / masses.Sum())];
    }
}
