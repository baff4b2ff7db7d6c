using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Data;
using Saddle.Reporting;
using Saddle.Torch;
using Saddle.Training;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Which modes of a mixture a generator finds, by objective: counted as PacGAN counts (arXiv:1712.04086, section 4.1), with an
/// ensemble of all the generators beside them.
/// </summary>
public sealed class ModeCollapse : Experiment
{
    private const int PicturePoints = 1000;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "mode-collapse", "which modes of the ring and the grid each objective finds, and an ensemble of them", "arXiv:1712.04086, section 4.1",
        [
            Setting.Text("objectives", "non-saturating,least-squares,wasserstein,pacgan2", "which, separated by commas; NAME@M packs M samples, pacganM is non-saturating@M"),
            Setting.Text("data", "ring,grid", "on what, separated by commas: ring, grid"),
            Setting.Whole("steps", 20_000, "discriminator updates of each training; as many of the generator, but a fifth for wasserstein", 10, 10_000_000),
            Setting.Whole("trials", 1, "trainings of each, from seeds of their own; the numbers are their means", 1, 1000),
            Setting.Flag("quick", false, "a fifth of the steps"),
            Setting.Whole("seed", 0, "the seed of every randomness", 0, int.MaxValue),
        ],
        s => new ModeCollapse(s));

    private readonly IReadOnlyList<Contestant> _contestants;
    private readonly IReadOnlyList<PlaneMixture> _data;
    private readonly int _steps, _trials;
    private readonly ulong _seed;

    internal ModeCollapse(SettingValues settings) : base(Entry, [.. settings.All.Select(pair => (pair.Setting.Name, pair.Value))])
    {
        _contestants = Contestant.Parse(settings.Text("objectives"));
        _data = ListSetting.Find("data", settings.Text("data"), PlaneMixture.All, data => data.Name);
        _steps = Math.Max(1, (int)settings.Whole("steps") / (settings.Flag("quick") ? 5 : 1));
        (_trials, _seed) = ((int)settings.Whole("trials"), (ulong)settings.Whole("seed"));
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        var rows = new List<JsonNode?>();
        var charts = new List<(string, string)>();
        using var torchSettings = new TorchSettings(_seed);
        int total = _data.Count * _contestants.Count * _trials, done = 0;
        foreach (PlaneMixture data in _data)
        {
            double[,] real = data.Real(PicturePoints, _seed);
            var samples = new double[_contestants.Count + 1][][,];
            for (int k = 0; k < _contestants.Count; k++)
            {
                samples[k] = new double[_trials][,];
                for (int trial = 0; trial < _trials; trial++, done++)
                {
                    ulong seed = Seeds.Derive(_seed, data.Name, (ulong)trial);
                    samples[k][trial] = Train(_contestants[k], data, seed, share => progress((done + share) / total));
                }
            }
            samples[^1] = [.. Enumerable.Range(0, _trials).Select(trial => Ensemble([.. samples.SkipLast(1).Select(trials => trials[trial])]))];
            foreach ((string name, double[][,] trials) in _contestants.Select(contestant => contestant.Name).Append("ensemble").Zip(samples))
            {
                rows.Add(Row(data, name, trials));
                charts.Add(($"{data.Name}-{name.Replace('@', '-')}", Picture(data, name, real, trials[0])));
            }
        }
        return new ExperimentResult(
            "A generator that has lost a mode is not called back by a discriminator that looks at one sample at a time; judging several at once "
            + "(packing) shows it the lack of variety, and generators trained under different divergences lose different modes.",
            new JsonObject { ["steps"] = _steps, ["samples"] = PlaneMixture.CountedSamples, ["perfect_share"] = ModeCoverage.PerfectShare(), ["coverage"] = new JsonArray([.. rows]) },
            charts);
    }

    private double[,] Train(Contestant contestant, PlaneMixture mixture, ulong seed, Action<double> progress)
    {
        Recipe recipe = contestant.Recipe(mixture, _steps);
        torch.manual_seed(Seeds.Derive(seed, "initialization"));
        using DataSet data = recipe.Data.Open();
        using var learner = new AdversarialLearner(recipe, DataForm.Of(data), Device.Cpu);
        torch.manual_seed(Seeds.Derive(seed, "training"));
        Sampler sampler = data.Sampler(Seeds.Derive(seed, "data"), Device.Cpu);
        for (int step = 0; step < recipe.Steps; step++)
        {
            learner.Step(sampler);
            if (step % 50 == 0)
            {
                progress((double)step / recipe.Steps);
            }
        }
        return PlaneMixture.Generated(learner.Generator, PlaneMixture.CountedSamples, seed);
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
                $"{data.Name}, {name}: {coverage.ModesHit} of {coverage.Modes} modes, {100 * coverage.HighQualityShare:0.0} % of high quality"),
            Limits = PlotLimits.Around(real),
        }.ToSvg();
    }
}
