using Saddle.Objectives;
using Saddle.Tests.Support;

namespace Saddle.Tests.Contracts;

/// <summary>What every objective of the catalogue keeps.</summary>
public sealed class ObjectiveContractTests
{
    private const int Draws = 5;
    private const int Outcomes = 5;

    // Each entry with its defaults, and further settings of those that have any.
    private static readonly Dictionary<string, Objective> s_objectives = Objective.All.Own()
        .Select(entry => Objective.All.Create(entry.Name))
        .Append(new LeastSquares { A = -1, B = 1, C = 0 })
        .Append(new LeastSquares { A = 0.9, B = 0.1, C = 0.5 })
        .Append(LeastSquares.Pearson)
        .Append(new Relativistic { Form = RelativisticForm.LeastSquares })
        .Append(new Relativistic { Form = RelativisticForm.Hinge })
        .Append(new RelativisticAverage { Form = RelativisticForm.LeastSquares })
        .Append(new RelativisticAverage { Form = RelativisticForm.Hinge })
        .Append(new FWeightedJensenShannon { Pi = 0.2 })
        .Append(new FAlpha { Alpha = -1 })
        .Append(new FAlpha { Alpha = 2.5 })
        .Append(new FKullbackLeibler { Generator = FGanUpdate.Maximise })
        .ToDictionary(objective => objective.ToString());

    public static TheoryData<string> Names => [.. s_objectives.Keys];

    public static TheoryData<string> NamesWithTheorem
        => [.. s_objectives.Keys.Where(name => s_objectives[name].Theorem is PointwiseTheorem)];

    [Theory, MemberData(nameof(NamesWithTheorem))]
    public void The_best_free_logits_are_the_theorems_and_lose_what_it_says(string name)
    {
        Objective objective = s_objectives[name];
        var theorem = (PointwiseTheorem)objective.Theorem!;
        foreach ((int[] realCounts, int[] fakeCounts) in DrawCounts())
        {
            using DisposeScope scope = torch.NewDisposeScope();
            var game = new DiscreteGame(objective, realCounts, fakeCounts);
            (double[] logits, double loss) = game.Solve();
            double[] expected = [.. game.P.Zip(game.Q, theorem.OptimalLogit)];
            foreach ((double wanted, double found) in expected.Zip(logits))
            {
                if (double.IsInfinity(wanted))
                {
                    Assert.True(
                        found * Math.Sign(wanted) > 15,
                        $"{name}'s logit should grow without bound to {wanted}, but ends at {found}");
                }
                else
                {
                    // The bracket ends far narrower; 1e-6 leaves room for a gradient that is flat near its zero.
                    Close.Equal(wanted, found, 1e-6, 1e-6, $"{name}'s optimal logit");
                }
            }
            double divergence = theorem.Divergence(game.P, game.Q);
            Close.Equal(theorem.DiscriminatorLossAtOptimum(divergence), loss, 0, 1e-9, $"{name}'s loss at the optimum");
        }
    }

    [Theory, MemberData(nameof(NamesWithTheorem))]
    public void The_divergence_is_zero_between_equals_and_positive_between_others(string name)
    {
        var theorem = (PointwiseTheorem)s_objectives[name].Theorem!;
        foreach ((int[] realCounts, int[] fakeCounts) in DrawCounts())
        {
            double[] p = Normalized(realCounts), q = Normalized(fakeCounts);
            Close.Equal(0, theorem.Divergence(p, p), 0, 1e-15);
            double between = theorem.Divergence(p, q);
            Assert.True(between > 1e-6, $"{name}'s divergence of different distributions is {between}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_theorem_is_stated_in_words(string name)
    {
        Theorem theorem = s_objectives[name].Theorem!;
        Assert.NotEmpty(theorem.Statement);
        Assert.NotEmpty(theorem.DivergenceName);
        Assert.DoesNotContain('\n', theorem.Statement);
    }

    [Fact]
    public void Every_objective_of_the_catalogue_carries_a_theorem_with_its_defaults()
        => Assert.All(Objective.All.Own(), entry => Assert.NotNull(entry.Example.Theorem));

    [Theory, MemberData(nameof(Names))]
    public void Losses_and_gradients_are_finite_for_float32_logits_from_minus_50_to_50(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Objective objective = s_objectives[name];
        Tensor real = torch.arange(-50, 51).requires_grad_(), fake = torch.arange(-50, 51).flip(0).requires_grad_();
        foreach (Func<Tensor, Tensor, Tensor> player in new[] { objective.DiscriminatorLoss, objective.GeneratorLoss })
        {
            Tensor loss = player(real, fake);
            Assert.Equal(0, loss.dim());
            Assert.True(double.IsFinite(loss.item()));
            Tensor?[] gradients = torch.grad([loss], [real, fake], allow_unused: true);
            float[] values = [.. gradients.SelectMany(gradient => gradient?.ToArray<float>() ?? [])];
            Assert.All(values, value => Assert.True(float.IsFinite(value)));
            Assert.Contains(values, value => value != 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_generator_sees_real_logits_only_where_it_says_so(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Objective objective = s_objectives[name];
        Tensor real = torch.tensor([-1.0, 0.5, 2]).requires_grad_(), fake = torch.tensor([-0.5, 1.0, 0.25]).requires_grad_();
        Tensor?[] gradients = torch.grad([objective.GeneratorLoss(real, fake)], [real, fake], allow_unused: true);
        Assert.Equal(objective.GeneratorSeesReal, gradients[0] is { } gradient && gradient.abs().max().item() > 0);
        Assert.True(gradients[1]!.abs().max().item() > 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Losses_are_means_so_that_a_doubled_batch_loses_the_same(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Objective objective = s_objectives[name];
        Tensor real = torch.tensor([-1.0, 0.5, 2]), fake = torch.tensor([-0.5, 1.0, 0.25]);
        Tensor twiceReal = real.repeat(2), twiceFake = fake.repeat(2);
        Close.Equal(objective.DiscriminatorLoss(real, fake), objective.DiscriminatorLoss(twiceReal, twiceFake), 1e-14, 1e-14);
        Close.Equal(objective.GeneratorLoss(real, fake), objective.GeneratorLoss(twiceReal, twiceFake), 1e-14, 1e-14);
    }

    [Theory, MemberData(nameof(Names))]
    public void Logits_that_are_not_a_batch_of_numbers_are_refused(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Objective objective = s_objectives[name];
        Tensor good = torch.zeros([3]);
        foreach (long[] shape in new long[][] { [3, 1], [0], [] })
        {
            Tensor bad = torch.zeros(shape);
            foreach (Func<Tensor, Tensor, Tensor> player in new[] { objective.DiscriminatorLoss, objective.GeneratorLoss })
            {
                string expected = $"Logits are [N] with N at least 1, but these are {Tensor.ShapeText(shape)};"
                    + " flatten the discriminator's output.";
                Assert.Equal(
                    $"{expected} (Parameter 'realLogits')", Assert.Throws<ArgumentException>(() => player(bad, good)).Message);
                Assert.Equal(
                    $"{expected} (Parameter 'fakeLogits')", Assert.Throws<ArgumentException>(() => player(good, bad)).Message);
            }
        }
    }

    // Every outcome has been seen on both sides, so that the optimal logits are finite; no draw has p = q.
    private static IEnumerable<(int[] Real, int[] Fake)> DrawCounts()
    {
        var random = new Random(1);
        for (int k = 0; k < Draws; k++)
        {
            yield return ([.. Counts(random)], [.. Counts(random)]);
        }

        static IEnumerable<int> Counts(Random random) => Enumerable.Range(0, Outcomes).Select(_ => random.Next(1, 12));
    }

    private static double[] Normalized(int[] counts) => [.. counts.Select(count => count / (double)counts.Sum())];

    /// <summary>A free logit for each of some outcomes, against batches that hold each outcome as often as it counts.</summary>
    private sealed class DiscreteGame(Objective objective, int[] realCounts, int[] fakeCounts)
    {
        private const double Bracket = 200;
        private const int Halvings = 60;

        private readonly Tensor _real = Indices(realCounts);
        private readonly Tensor _fake = Indices(fakeCounts);

        internal double[] P { get; } = Normalized(realCounts);

        internal double[] Q { get; } = Normalized(fakeCounts);

        /// <summary>
        /// Halves a bracket about each logit by the sign of its own gradient: exact for every loss that falls and then rises
        /// along each logit, whether it is convex, kinked (hinge) or levels off (total variation).
        /// </summary>
        internal (double[] Logits, double Loss) Solve()
        {
            double[] low = [.. P.Select(_ => -Bracket)], high = [.. P.Select(_ => Bracket)], middle = [.. P.Select(_ => 0.0)];
            for (int halving = 0; halving < Halvings; halving++)
            {
                double[] gradient = Gradient(middle);
                for (int k = 0; k < middle.Length; k++)
                {
                    (low[k], high[k]) = (gradient[k] > 0 ? low[k] : middle[k], gradient[k] < 0 ? high[k] : middle[k]);
                    middle[k] = (low[k] + high[k]) / 2;
                }
            }
            return (middle, LossOf(torch.tensor(middle)).item());
        }

        private static Tensor Indices(int[] counts)
            => torch.tensor([.. counts.SelectMany((count, outcome) => Enumerable.Repeat((long)outcome, count))]);

        private Tensor LossOf(Tensor logits)
            => objective.DiscriminatorLoss(logits.index_select(0, _real), logits.index_select(0, _fake));

        private double[] Gradient(double[] at)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor logits = torch.tensor(at).requires_grad_();
            return torch.grad([LossOf(logits)], [logits])[0]!.ToArray<double>();
        }
    }
}
