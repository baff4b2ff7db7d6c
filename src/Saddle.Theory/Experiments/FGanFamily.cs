using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The f-GAN family: every row of the paper's tables checked numerically, and its one-dimensional experiment, in which each
/// divergence finds its own Gaussian (arXiv:1606.00709, tables 1 to 3).
/// </summary>
[Component(
    "f-gan", "the f-GAN family: its table checked, a Gaussian trained by each divergence, the cross table",
    Source = "arXiv:1606.00709, tables 1 to 3")]
public sealed partial record FGanFamily : Experiment
{
    private const int MostSamples = 1 << 20;

    /// <summary>What to train with, separated by commas; all for the whole family.</summary>
    [Setting] public string Divergences { get; init; } = "kl,reverse-kl,js,jeffrey,pearson";

    /// <summary>The distribution that the Gaussian is to match.</summary>
    [Setting] public string Target { get; init; } = "0.67*N(2,1.4142135623730951)+0.33*N(-1,0.25495097567963926)";

    /// <summary>Steps of both players.</summary>
    [Setting(40, 10_000_000)] public int Steps { get; init; } = 20_000;

    /// <summary>Samples a step, of each of real and fake.</summary>
    [Setting(1, 100_000)] public int Batch { get; init; } = 1024;

    /// <summary>The size of a step, for both players.</summary>
    [Setting(1e-9, 10)] public double LearningRate { get; init; } = 0.01;

    /// <summary>A fifth of the steps.</summary>
    [Setting] public bool Quick { get; init; }

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    private int StepsMade => Steps / (Quick ? 5 : 1);

    private sealed record Trained(FamilyMember Member, OptimalGaussian Optimum, VariationalGaussian.Outcome Outcome);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        (IReadOnlyList<FamilyMember> members, Distribution target) = (ReadMembers(), ReadTarget());
        OptimalGaussian[] optima = [.. members.Select(member => OptimalGaussian.Fit(member.Divergence, target))];
        Trained[] trained = Train(members, target, optima, progress);
        return new ExperimentResult(
            "A discriminator of an f-GAN maximises F = E_P[T] - E_Q[f*(T)], a lower bound of D_f(P || Q) that is attained at T* "
            + "= f'(p / q); "
            + "the generator that minimises it finds the Gaussian nearest to the target by that divergence, "
            + "a different one for each.",
            new JsonObject
            {
                ["target"] = target.ToString(),
                ["steps"] = StepsMade,
                ["family"] = new JsonArray([.. FamilyMember.All.Select(member => member.CheckedRow())]),
                ["trained"] = new JsonArray([.. trained.Select(one => Row(target, one))]),
                ["cross_table"] = new JsonArray([.. trained.Select(one => CrossRow(target, members, one))]),
                ["diagonal_is_smallest"] = DiagonalIsSmallest(target, trained),
            },
            [("densities", Densities(target, trained)), ("bound", BoundChart(trained))]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. Refusal.Of(() => ReadMembers()), .. Refusal.Of(() => ReadTarget())];

    private IReadOnlyList<FamilyMember> ReadMembers()
        => ListSetting.Find("divergence", Divergences, FamilyMember.All, member => member.Name);

    private Distribution ReadTarget()
    {
        Distribution target = DistributionInput.Read("target", Target);
        return target.Atoms.Count == 0
            ? target
            : throw new InputException(
                $"the target {target} has point masses, and no Gaussian has a finite divergence from them; "
                + "use N(mean,deviation) and U(a,b)");
    }

    private Trained[] Train(
        IReadOnlyList<FamilyMember> members, Distribution target, OptimalGaussian[] optima, Action<double> progress)
    {
        ulong seed = (ulong)Seed;
        int steps = StepsMade;
        using var host = new HostSettings(seed, threads: 1);
        using DisposeScope scope = torch.NewDisposeScope();
        int count = (int)Math.Max(Math.Min((long)steps * Batch, MostSamples), 2 * Batch);
        double[] drawn = target.Sample(count, Seeds.Derive(seed, "target"));
        Tensor samples = torch.tensor(Array.ConvertAll(drawn, x => (float)x), count, 1);
        // The default generator initialises them all, so they are made one after the other.
        VariationalGaussian[] games = [.. members.Select(member => new VariationalGaussian(member, Batch, LearningRate, seed))];
        try
        {
            return SideBySide.Run(
                games.Length,
                (k, told) => new Trained(members[k], optima[k], games[k].Train(target, samples, steps, told)),
                progress);
        }
        finally
        {
            Array.ForEach(games, game => game.Dispose());
        }
    }

    private static JsonObject Row(Distribution target, Trained trained)
    {
        ((_, FDivergence divergence, _), OptimalGaussian optimum, VariationalGaussian.Outcome outcome) = trained;
        return new JsonObject
        {
            ["trained_on"] = trained.Member.Name,
            ["divergence"] = Number(optimum.Value),
            ["bound"] = Number(outcome.Value),
            ["bound_share"] = Number(outcome.Value / optimum.Value),
            ["divergence_reached"] = Number(divergence.Between(target, Distribution.Gaussian(outcome.Mean, outcome.Deviation))),
            ["optimal_mean"] = Number(optimum.Mean),
            ["mean"] = Number(outcome.Mean),
            ["optimal_deviation"] = Number(optimum.Deviation),
            ["deviation"] = Number(outcome.Deviation),
        };
    }

    private static JsonObject CrossRow(Distribution target, IReadOnlyList<FamilyMember> members, Trained trained)
    {
        var row = new JsonObject { ["trained_on"] = trained.Member.Name };
        foreach (FamilyMember measure in members)
        {
            row[measure.Name] = Number(Measured(target, measure, trained));
        }
        return row;
    }

    private static double Measured(Distribution target, FamilyMember measure, Trained trained)
        => measure.Divergence.Between(target, Distribution.Gaussian(trained.Outcome.Mean, trained.Outcome.Deviation));

    // A column is a divergence measured: nothing does better there than what was trained with it.
    private static bool DiagonalIsSmallest(Distribution target, Trained[] trained)
        => trained.All(own => trained.All(other => Measured(target, own.Member, own) <= Measured(target, own.Member, other)));

    private static string Densities(Distribution target, Trained[] trained)
    {
        double low = target.Mean - 4 * Math.Sqrt(target.Variance), high = target.Mean + 4 * Math.Sqrt(target.Variance);
        double[] x = [.. Enumerable.Range(0, 201).Select(k => low + (high - low) * k / 200)];
        return new LineChart("The target, and the Gaussian that each divergence prefers",
        [
            new LineSeries("target", x, [.. x.Select(target.Density)]),
            .. trained.Select(one => new LineSeries(
                one.Member.Name, x, [.. x.Select(Distribution.Gaussian(one.Outcome.Mean, one.Outcome.Deviation).Density)])),
        ])
        { XLabel = "x", YLabel = "density" }.ToSvg();
    }

    private static string BoundChart(Trained[] trained) => new LineChart(
        "The discriminator's bound F, as a share of the divergence at the optimum",
        [
            .. trained.Select(
                one =>
                    new LineSeries(
                        one.Member.Name, one.Outcome.Steps, [.. one.Outcome.Estimates.Select(f => f / one.Optimum.Value)])),
        ])
    { YLabel = "F / D", SmoothingHalfLifePoints = 4 }.ToSvg();
}
