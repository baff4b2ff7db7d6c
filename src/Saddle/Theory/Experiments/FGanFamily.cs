using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The f-GAN family: every row of the paper's tables checked numerically, and its one-dimensional experiment, in which each
/// divergence finds its own Gaussian (arXiv:1606.00709, tables 1 to 3).
/// </summary>
public sealed class FGanFamily : Experiment
{
    private const int MostSamples = 1 << 20;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "f-gan", "the f-GAN family: its table checked, a Gaussian trained by each divergence, the cross table", "arXiv:1606.00709, tables 1 to 3",
        [
            Setting.Text("divergences", "kl,reverse-kl,js,jeffrey,pearson", "what to train with, separated by commas; all for the whole family"),
            Setting.Text("target", "0.67*N(2,1.4142135623730951)+0.33*N(-1,0.25495097567963926)", "the distribution that the Gaussian is to match"),
            Setting.Whole("steps", 20_000, "steps of both players", 40, 10_000_000),
            Setting.Whole("batch", 1024, "samples a step, of each of real and fake", 1, 100_000),
            Setting.Number("learning_rate", 0.01, "the size of a step, for both players", 1e-9, 10),
            Setting.Flag("quick", false, "a fifth of the steps"),
            Setting.Whole("seed", 0, "the seed of every randomness", 0, int.MaxValue),
        ],
        s => new FGanFamily(s));

    private readonly IReadOnlyList<FamilyMember> _members;
    private readonly Distribution _target;
    private readonly int _steps;

    internal FGanFamily(SettingValues settings) : base(Entry, [.. settings.All.Select(pair => (pair.Setting.Name, pair.Value))])
    {
        _members = ListSetting.Find("divergence", settings.Text("divergences"), FamilyMember.All, member => member.Name);
        _target = Distribution.Parse(settings.Text("target"));
        if (_target.Atoms.Count > 0)
        {
            throw new ArgumentException($"f-gan: the target {_target} has point masses, and no Gaussian has a finite divergence from them; use N(mean,deviation) and U(a,b).");
        }
        _steps = (int)settings.Whole("steps") / (settings.Flag("quick") ? 5 : 1);
    }

    private sealed record Trained(FamilyMember Member, OptimalGaussian Optimum, VariationalGaussian.Outcome Outcome);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        OptimalGaussian[] optima = [.. _members.Select(member => OptimalGaussian.Fit(member.Divergence, _target))];
        Trained[] trained = Train(optima, progress);
        return new ExperimentResult(
            "A discriminator of an f-GAN maximises F = E_P[T] - E_Q[f*(T)], a lower bound of D_f(P || Q) that is attained at T* = f'(p / q); "
            + "the generator that minimises it finds the Gaussian nearest to the target by that divergence, a different one for each.",
            new JsonObject
            {
                ["target"] = _target.ToString(),
                ["steps"] = _steps,
                ["family"] = new JsonArray([.. FamilyMember.All.Select(member => member.CheckedRow())]),
                ["trained"] = new JsonArray([.. trained.Select(Row)]),
                ["cross_table"] = new JsonArray([.. trained.Select(CrossRow)]),
                ["diagonal_is_smallest"] = DiagonalIsSmallest(trained),
            },
            [("densities", Densities(trained)), ("bound", BoundChart(trained))]);
    }

    private Trained[] Train(OptimalGaussian[] optima, Action<double> progress)
    {
        ulong seed = (ulong)Settings.Whole("seed");
        int batch = (int)Settings.Whole("batch");
        using var torchSettings = new TorchSettings(seed);
        using DisposeScope scope = torch.NewDisposeScope();
        int count = (int)Math.Max(Math.Min((long)_steps * batch, MostSamples), 2 * batch);
        double[] drawn = _target.Sample(count, Seeds.Derive(seed, "target"));
        Tensor samples = torch.tensor(Array.ConvertAll(drawn, x => (float)x), count, 1);
        // The default generator initialises them all, so they are made one after the other.
        VariationalGaussian[] games = [.. _members.Select(member => new VariationalGaussian(member, batch, Settings.Number("learning_rate"), seed))];
        try
        {
            return SideBySide.Run(games.Length, (k, told) => new Trained(_members[k], optima[k], games[k].Train(_target, samples, _steps, told)), progress);
        }
        finally
        {
            Array.ForEach(games, game => game.Dispose());
        }
    }

    private JsonObject Row(Trained trained)
    {
        ((_, FDivergence divergence, _), OptimalGaussian optimum, VariationalGaussian.Outcome outcome) = trained;
        return new JsonObject
        {
            ["trained_on"] = trained.Member.Name,
            ["divergence"] = Number(optimum.Value),
            ["bound"] = Number(outcome.Value),
            ["bound_share"] = Number(outcome.Value / optimum.Value),
            ["divergence_reached"] = Number(divergence.Between(_target, Distribution.Gaussian(outcome.Mean, outcome.Deviation))),
            ["optimal_mean"] = Number(optimum.Mean),
            ["mean"] = Number(outcome.Mean),
            ["optimal_deviation"] = Number(optimum.Deviation),
            ["deviation"] = Number(outcome.Deviation),
        };
    }

    private JsonObject CrossRow(Trained trained)
    {
        var row = new JsonObject { ["trained_on"] = trained.Member.Name };
        foreach (FamilyMember measure in _members)
        {
            row[measure.Name] = Number(Measured(measure, trained));
        }
        return row;
    }

    private double Measured(FamilyMember measure, Trained trained)
        => measure.Divergence.Between(_target, Distribution.Gaussian(trained.Outcome.Mean, trained.Outcome.Deviation));

    // A column is a divergence measured: nothing does better there than what was trained with it.
    private bool DiagonalIsSmallest(Trained[] trained)
        => trained.All(own => trained.All(other => Measured(own.Member, own) <= Measured(own.Member, other)));

    private string Densities(Trained[] trained)
    {
        double low = _target.Mean - 4 * Math.Sqrt(_target.Variance), high = _target.Mean + 4 * Math.Sqrt(_target.Variance);
        double[] x = [.. Enumerable.Range(0, 201).Select(k => low + (high - low) * k / 200)];
        return new LineChart("The target, and the Gaussian that each divergence prefers",
        [
            new LineSeries("target", x, [.. x.Select(_target.Density)]),
            .. trained.Select(one => new LineSeries(
                one.Member.Name, x, [.. x.Select(Distribution.Gaussian(one.Outcome.Mean, one.Outcome.Deviation).Density)])),
        ])
        { XLabel = "x", YLabel = "density" }.ToSvg();
    }

    private static string BoundChart(Trained[] trained) => new LineChart(
        "The discriminator's bound F, as a share of the divergence at the optimum",
        [.. trained.Select(one => new LineSeries(one.Member.Name, one.Outcome.Steps, [.. one.Outcome.Estimates.Select(f => f / one.Optimum.Value)]))])
    { YLabel = "F / D", SmoothingHalfLifePoints = 4 }.ToSvg();
}
