using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Evaluation;
using Saddle.Graphics;
using Saddle.Learners;
using Saddle.Torch;
using Saddle.Training;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Which modes of a mixture a generator finds, by objective: counted as PacGAN counts (arXiv:1712.04086, section 4.1), with an
/// ensemble of all the generators beside them.
/// </summary>
[Component(
    "mode-collapse", "which modes of the ring and the grid each objective finds, and an ensemble of them",
    Source = "arXiv:1712.04086, section 4.1")]
public sealed partial record ModeCollapse : Experiment
{
    private const int PicturePoints = 1000;

    /// <summary>Which, separated by commas; NAME@M packs M samples, pacganM is non-saturating@M.</summary>
    [Setting] public string Objectives { get; init; } = "non-saturating,least-squares,pacgan2";

    /// <summary>On what, separated by commas: ring, grid.</summary>
    [Setting] public string Data { get; init; } = "ring,grid";

    /// <summary>Discriminator updates of each training, and as many of the generator.</summary>
    [Setting(10, 10_000_000)] public int Steps { get; init; } = 20_000;

    /// <summary>
    /// Updates of wasserstein's critic instead, five for each of the generator; its networks are wide, so that 20,000 take some
    /// ten minutes of a core or more.
    /// </summary>
    [Setting(10, 10_000_000)] public int CriticSteps { get; init; } = 20_000;

    /// <summary>Trainings of each, from seeds of their own; the numbers are their means.</summary>
    [Setting(1, 1000)] public int Trials { get; init; } = 1;

    /// <summary>A fifth of the steps.</summary>
    [Setting] public bool Quick { get; init; }

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    private int Made(int steps) => Math.Max(1, steps / (Quick ? 5 : 1));

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        IReadOnlyList<Contestant> contestants = Contestant.Parse(Objectives);
        IReadOnlyList<PlaneMixture> mixtures = ReadData();
        var rows = new List<JsonNode?>();
        List<(string, string)> charts = [];
        List<ModeHistory> histories = [];
        using var host = new HostSettings((ulong)Seed, threads: 1);
        int total = mixtures.Count * contestants.Count * Trials, done = 0;
        foreach (PlaneMixture data in mixtures)
        {
            double[,] real = data.Real(PicturePoints, (ulong)Seed);
            var samples = new double[contestants.Count + 1][][,];
            for (int k = 0; k < contestants.Count; k++)
            {
                samples[k] = new double[Trials][,];
                for (int trial = 0; trial < Trials; trial++, done++)
                {
                    ulong seed = Seeds.Derive((ulong)Seed, data.Name, (ulong)trial);
                    var history = new ModeHistory(contestants[k].Name, data);
                    samples[k][trial] = Train(
                        contestants[k], data, seed, trial == 0 ? history.Add : null, share => progress((done + share) / total));
                    histories.AddRange(trial == 0 ? [history] : []);
                }
            }
            samples[^1] =
                [
                    .. Enumerable.Range(0, Trials)
                        .Select(trial => Ensemble([.. samples.SkipLast(1).Select(trials => trials[trial])])),
                ];
            foreach ((string name, double[][,] trials)
                in contestants.Select(contestant => contestant.Name).Append("ensemble").Zip(samples))
            {
                rows.Add(Row(data, name, trials));
                charts.Add((FileName(data, name), Picture(data, name, real, trials[0])));
            }
            ModeHistory[] here = [.. histories.TakeLast(contestants.Count)];
            charts.AddRange(here.Select(history => ($"{FileName(data, history.Name)}-over-time", history.Pictures(real))));
            charts.Add(($"{data.Name}-modes", new LineChart(
                $"Modes of the {data.Name} while generators learn", [.. here.Select(history => history.Line())])
            { XLabel = "discriminator updates", YLabel = "modes covered" }.ToSvg()));
        }
        return new ExperimentResult(
            "A generator that has lost a mode is not called back by a discriminator that looks at one sample at a time; "
            + "judging several at once "
            + "(packing) shows it the lack of variety, and generators trained under different divergences lose different modes.",
            new JsonObject
            {
                ["steps"] = Made(Steps),
                ["critic_steps"] = Made(CriticSteps),
                ["samples"] = PlaneMixture.CountedSamples,
                ["perfect_share"] = ModeCoverage.PerfectShare(),
                ["coverage"] = new JsonArray([.. rows]),
                ["over_time"] = new JsonArray([.. histories.Select(history => history.Row())]),
            },
            charts);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. Refusal.Of(() => Contestant.Parse(Objectives)), .. Refusal.Of(() => ReadData())];

    private IReadOnlyList<PlaneMixture> ReadData() => ListSetting.Find("data", Data, PlaneMixture.All, mixture => mixture.Name);

    private static string FileName(PlaneMixture data, string name) => $"{data.Name}-{name.Replace('@', '-')}";

    private double[,] Train(
        Contestant contestant, PlaneMixture mixture, ulong seed, Action<int, double[,]>? look, Action<double> progress)
    {
        Recipe recipe = contestant.Recipe(mixture, Made(contestant.IsCritic ? CriticSteps : Steps));
        torch.manual_seed(Seeds.Derive(seed, "initialization"));
        using DataSet data = recipe.Data.Open();
        using Learner learner = recipe.Learner.Create(new LearnerSetup(DataForm.Of(data), Device.Cpu));
        torch.manual_seed(Seeds.Derive(seed, "training"));
        var context = new StepContext(data.Sampler(Seeds.Derive(seed, "data"), Device.Cpu), recipe.Batch, recipe.Images);
        for (int step = 0; step < recipe.Steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            learner.Step(context);
            if (look is not null && ModeHistory.IsDue(step + 1, recipe.Steps))
            {
                look((int)(step + 1) * contestant.UpdatesAStep, Samples());
            }
            if (step % 50 == 0)
            {
                progress((double)step / recipe.Steps);
            }
        }
        return Samples();

        double[,] Samples() => PlaneMixture.Generated(
            learner.Generator, PlaneMixture.CountedSamples, seed, contestant.ScaleOf(mixture));
    }

    // An equal share of samples from each generator.
    private static double[,] Ensemble(IReadOnlyList<double[,]> members)
    {
        var mixed = new double[PlaneMixture.CountedSamples, 2];
        for (int k = 0; k < PlaneMixture.CountedSamples; k++)
        {
            double[,] member = members[k % members.Count];
            (mixed[k, 0], mixed[k, 1]) = (member[k, 0], member[k, 1]);
        }
        return mixed;
    }

    private static JsonObject Row(PlaneMixture data, string name, double[][,] trials)
    {
        ModeCoverage[] measured = [.. trials.Select(data.Measure)];
        return new JsonObject
        {
            ["data"] = data.Name,
            ["objective"] = name,
            ["modes"] = Number(measured.Average(one => one.ModesHit)),
            ["of"] = measured[0].Modes,
            ["high_quality_share"] = Number(measured.Average(one => one.HighQualityShare)),
            ["reverse_kl"] = Number(measured.Average(one => one.ReverseKullbackLeibler)),
        };
    }

    private static string Picture(PlaneMixture data, string name, double[,] real, double[,] generated)
    {
        ModeCoverage coverage = data.Measure(generated);
        var shown = new double[PicturePoints, 2];
        Array.Copy(generated, shown, shown.Length);
        return new ScatterPlot(real, shown)
        {
            Title = string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{data.Name}, {name}: {coverage.ModesHit} of {coverage.Modes} modes, "
                + $"{100 * coverage.HighQualityShare:0.0} % of high quality"),
            Limits = PlotLimits.Around(real),
        }.ToSvg();
    }
}
