using Saddle.Objectives;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every objective keeps.</summary>
internal static class ObjectiveRules
{
    // Two discrete distributions that have nothing in particular, in counts.
    private static readonly int[] s_real = [1, 4, 2, 7, 3];
    private static readonly int[] s_fake = [5, 2, 6, 1, 3];

    // Where their outcomes lie, for critics whose slope is limited.
    private static readonly double[,] s_places = { { 0, 0 }, { 0.9, 0.3 }, { -0.4, 1.1 }, { 0.5, -0.8 }, { 1.7, 1.2 } };

    internal static IEnumerable<Rule> Of(Objective objective)
    {
        yield return new("its losses and their gradients are finite for logits from -50 to 50", () => Finite(objective));
        yield return new(
            "float32 gives the losses and gradients of float64 for logits up to 10,000, or infinity where they overflow",
            () => Overflow.Problem(Players(objective)));
        yield return new("its losses are means: a doubled batch loses the same", () => Means(objective));
        yield return new(
            "unless it needs the whole batch, its losses are the means of those of a batch's halves", () => Halves(objective));
        yield return new(
            "its generator's loss depends on the fake logits, and on the real ones where GeneratorSeesReal says so",
            () => Sees(objective));
        yield return new(DeviceRule.Name, () => Watched(objective));
        if (objective.Theorem is PointwiseTheorem theorem)
        {
            yield return new("no logits lose less than those of its theorem", () => Optimal(objective, theorem));
            yield return new("its loss there is what the theorem says", () => LossThere(objective, theorem));
            yield return new("its divergence is 0 between equals and positive between others", () => Divergence(theorem));
        }
        if (objective.Theorem is SupremumTheorem supremum)
        {
            yield return new(
                "between equals no critic gains anything", () => Gain(objective, supremum, s_real, s_real, out _));
            yield return new(
                "between others the best critic gains something, and what its theorem says",
                () => Gain(objective, supremum, s_real, s_fake, out double gain) is { } problem ? problem
                    : gain > 1e-6 ? null : $"it gains {gain}");
        }
    }

    private static string? Finite(Objective objective)
    {
        Tensor real = torch.arange(-50, 51).requires_grad_(), fake = torch.arange(-50, 51).flip(0).requires_grad_();
        foreach ((string player, Func<Tensor, Tensor, Tensor> loss) in Players(objective))
        {
            Tensor value = loss(real, fake);
            if (value.dim() != 0)
            {
                return $"the {player}'s loss is {value}, not a scalar";
            }
            float[] slopes =
                [.. torch.grad([value], [real, fake], allow_unused: true).SelectMany(slope => slope?.ToArray<float>() ?? [])];
            if (!double.IsFinite(value.item()) || slopes.Any(slope => !float.IsFinite(slope)))
            {
                return $"the {player}'s loss is {value.item()}, and {slopes.Count(slope => !float.IsFinite(slope))} of its "
                    + "gradient are not finite";
            }
            if (slopes.All(slope => slope == 0))
            {
                return $"the {player}'s loss has no gradient";
            }
        }
        return null;
    }

    private static string? Halves(Objective objective)
    {
        Tensor real = torch.tensor([-1.0, 0.5, 2, 0.25]), fake = torch.tensor([-0.5, 1.0, 0.25, -2]);
        return objective.NeedsWholeBatch ? null : Players(objective).Select(player => Rule.Near(
            player.Loss(real, fake).item(),
            0.5 * (player.Loss(real.narrow(0, 0, 2), fake.narrow(0, 0, 2)).item()
                + player.Loss(real.narrow(0, 2, 2), fake.narrow(0, 2, 2)).item()),
            1e-12, $"the {player.Name}'s loss of two halves"))
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? Watched(Objective objective)
    {
        Tensor real = torch.randn([8]).requires_grad_(), fake = torch.randn([8]).requires_grad_();
        return DeviceRule.Check(
            () => Array.ForEach([.. Players(objective)], player => player.Loss(real, fake).backward()));
    }

    private static string? Means(Objective objective)
    {
        Tensor real = torch.tensor([-1.0, 0.5, 2]), fake = torch.tensor([-0.5, 1.0, 0.25]);
        return Players(objective).Select(player => Rule.Near(
            player.Loss(real, fake).item(), player.Loss(real.repeat(2), fake.repeat(2)).item(), 1e-12,
            $"the {player.Name}'s loss of a doubled batch"))
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? Sees(Objective objective)
    {
        Tensor real = torch.tensor([-1.0, 0.5, 2]).requires_grad_(), fake = torch.tensor([-0.5, 1.0, 0.25]).requires_grad_();
        Tensor?[] slopes = torch.grad([objective.GeneratorLoss(real, fake)], [real, fake], allow_unused: true);
        bool seesReal = slopes[0] is { } slope && slope.abs().max().item() > 0;
        return seesReal != objective.GeneratorSeesReal ? $"GeneratorSeesReal is {objective.GeneratorSeesReal}"
            : slopes[1] is null || slopes[1]!.abs().max().item() == 0 ? "there is no gradient along the fake logits" : null;
    }

    // Where the theorem's logits are finite, any other logit of one outcome loses as much at least.
    private static string? Optimal(Objective objective, PointwiseTheorem theorem)
    {
        (double[] p, double[] q) = (Share(s_real), Share(s_fake));
        double[] best = [.. p.Zip(q, theorem.OptimalLogit)];
        double[] at = [.. best.Select(logit => double.IsFinite(logit) ? logit : 30.0 * Math.Sign(logit))];
        double least = LossOf(objective, at);
        for (int outcome = 0; outcome < at.Length; outcome++)
        {
            foreach (double step in new[] { -1, -0.1, -0.001, 0.001, 0.1, 1 })
            {
                double[] other = [.. at];
                other[outcome] += step;
                if (LossOf(objective, other) < least - 1e-9)
                {
                    return FormattableString.Invariant(
                        $"{LossOf(objective, other)} at a logit of {other[outcome]} is less than {least} at {at[outcome]}");
                }
            }
        }
        return null;
    }

    private static string? LossThere(Objective objective, PointwiseTheorem theorem)
    {
        (double[] p, double[] q) = (Share(s_real), Share(s_fake));
        double[] best =
            [.. p.Zip(q, theorem.OptimalLogit).Select(logit => double.IsFinite(logit) ? logit : 40.0 * Math.Sign(logit))];
        return Rule.Near(theorem.DiscriminatorLossAtOptimum(theorem.Divergence(p, q)), LossOf(objective, best), 1e-9, "the loss");
    }

    private static string? Divergence(PointwiseTheorem theorem)
    {
        (double[] p, double[] q) = (Share(s_real), Share(s_fake));
        return Rule.Near(0, theorem.Divergence(p, p), 1e-12, "between equals it")
            ?? (theorem.Divergence(p, q) > 1e-6 ? null : $"between others it is {theorem.Divergence(p, q)}");
    }

    private static string? Gain(Objective objective, SupremumTheorem theorem, int[] real, int[] fake, out double gain)
    {
        var best = new BestCritic(objective, s_places, real, fake, theorem.Slope);
        gain = best.Constant - best.Loss;
        double expected = theorem.Divergence?.Invoke(s_places, Share(real), Share(fake)) ?? (real == fake ? 0 : gain);
        return best.Uncertainty > 1e-8
            ? FormattableString.Invariant(
                $"the search for the best critic ended unsure of {best.Uncertainty}: is the loss convex?")
            : Rule.Near(expected, gain, 1e-8, "what the best critic gains over a constant one");
    }

    private static double LossOf(Objective objective, double[] logits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return objective.DiscriminatorLoss(Seen(logits, s_real), Seen(logits, s_fake)).item();
    }

    // Each outcome's logit as often as it was seen.
    private static Tensor Seen(double[] logits, int[] counts)
        => torch.tensor([.. counts.SelectMany((count, outcome) => Enumerable.Repeat(logits[outcome], count))]);

    private static double[] Share(int[] counts) => [.. counts.Select(count => count / (double)counts.Sum())];

    private static (string Name, Func<Tensor, Tensor, Tensor> Loss)[] Players(Objective objective)
        => [("discriminator", objective.DiscriminatorLoss), ("generator", objective.GeneratorLoss)];
}
