using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Objectives;
using Saddle.Reporting;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A well-trained discriminator is frozen and guides the generator alone: the generator runs to where the discriminator is most
/// sure, and past the data. Ordinary alternation goes on from the same start (arXiv:1406.2661, section 3: the "Helvetica scenario").
/// </summary>
public sealed class FrozenDiscriminator : Experiment
{
    private const int PicturePoints = 1000, Measures = 20;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "frozen-discriminator", "what a generator does when its discriminator stops learning, beside ordinary alternation", "arXiv:1406.2661, section 3",
        [
            Setting.Text("data", "ring", "the data", "ring", "grid"),
            Setting.Whole("start_steps", 0, "steps of ordinary alternation before the ways part", 0, 1_000_000),
            Setting.Whole("discriminator_steps", 500, "further steps of the discriminator alone, so that it is well trained", 0, 1_000_000),
            Setting.Whole("steps", 3000, "steps of the generator after that, with the discriminator frozen and not", 20, 1_000_000),
            Setting.Whole("transport_points", 500, "samples of each side between which W1 and W2 are exact", 2, 5000),
            Setting.Number("learning_rate", 1e-3, "Adam's, for both players", 1e-9, 1),
            Setting.Whole("seed", 0, "the seed of every randomness", 0, int.MaxValue),
        ],
        s => new FrozenDiscriminator(s));

    private readonly PlaneMixture _data;
    private readonly ulong _seed;

    internal FrozenDiscriminator(SettingValues settings) : base(Entry, [.. settings.All.Select(pair => (pair.Setting.Name, pair.Value))])
    {
        _data = PlaneMixture.All.Single(mixture => mixture.Name == settings.Text("data"));
        _seed = (ulong)settings.Whole("seed");
    }

    private sealed record Moment(int Step, ModeCoverage Coverage, double WassersteinOne, double WassersteinTwo);

    private sealed record Way(string Name, IReadOnlyList<Moment> Moments, double[,] Samples);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        using var torchSettings = new TorchSettings(_seed);
        using PointGame start = Game(), frozen = Game(), alternating = Game();
        Prepare(start, share => progress(share / 2));
        frozen.CopyFrom(start);
        alternating.CopyFrom(start);
        Way withFrozen = Follow("frozen", frozen, frozen.TrainGenerator, share => progress(0.5 + share / 4));
        Way withAlternation = Follow(
            "alternation", alternating,
            () =>
            {
                alternating.TrainDiscriminator();
                alternating.TrainGenerator();
            },
            share => progress(0.75 + share / 4));
        return Report([withFrozen, withAlternation]);
    }

    private PointGame Game() => new(new NonSaturating(), null, _data, Settings.Number("learning_rate"), _seed);

    private void Prepare(PointGame game, Action<double> progress)
    {
        int together = (int)Settings.Whole("start_steps"), alone = (int)Settings.Whole("discriminator_steps");
        for (int step = 0; step < together + alone; step++)
        {
            game.TrainDiscriminator();
            if (step < together)
            {
                game.TrainGenerator();
            }
            if (step % 50 == 0)
            {
                progress((double)step / (together + alone));
            }
        }
    }

    private Way Follow(string name, PointGame game, Action train, Action<double> progress)
    {
        int steps = (int)Settings.Whole("steps");
        List<Moment> moments = [Measure(game, 0)];
        for (int step = 1; step <= steps; step++)
        {
            train();
            if (step % Math.Max(1, steps / Measures) == 0)
            {
                moments.Add(Measure(game, step));
                progress((double)step / steps);
            }
        }
        return new Way(name, moments, game.Sample(PicturePoints, _seed));
    }

    private Moment Measure(PointGame game, int step)
    {
        int points = (int)Settings.Whole("transport_points");
        var real = new WeightedPoints(_data.Real(points, _seed));
        var generated = new WeightedPoints(game.Sample(points, _seed));
        return new Moment(
            step, _data.Measure(game.Sample(PlaneMixture.CountedSamples, _seed)),
            OptimalTransport.WassersteinOne(generated, real), OptimalTransport.WassersteinTwo(generated, real));
    }

    private ExperimentResult Report(Way[] ways)
    {
        double[,] real = _data.Real(PicturePoints, _seed);
        return new ExperimentResult(
            "The generator's loss alone is least where D is largest, which need not be at the data, and nothing in it asks for variety: a frozen "
            + "discriminator sends every sample there. What brings the generator onto the data and spreads it is that the discriminator answers.",
            new JsonObject { ["transport_points"] = Settings.Whole("transport_points"), ["ways"] = new JsonArray([.. ways.SelectMany(Rows)]) },
            [
                ("distance", new LineChart(
                    "Distance from the data while the discriminator is frozen, and while it answers",
                    [.. ways.Select(way => new LineSeries(way.Name, [.. way.Moments.Select(m => (double)m.Step)], [.. way.Moments.Select(m => m.WassersteinOne)]))])
                { XLabel = "generator steps", YLabel = "W1", LogarithmicY = true }.ToSvg()),
                .. ways.Select(way => (way.Name, new ScatterPlot(real, way.Samples)
                {
                    Title = $"{(way.Name == "frozen" ? "Guided by a frozen discriminator" : "Ordinary alternation")}, {way.Moments[^1].Step} steps on",
                }.ToSvg())),
            ]);
    }

    private static IEnumerable<JsonNode?> Rows(Way way) => new[] { way.Moments[0], way.Moments[^1] }.Select(moment => (JsonNode?)new JsonObject
    {
        ["discriminator"] = way.Name,
        ["step"] = moment.Step,
        ["modes"] = Number(moment.Coverage.ModesHit),
        ["high_quality_share"] = Number(moment.Coverage.HighQualityShare),
        ["w1"] = Number(moment.WassersteinOne),
        ["w2"] = Number(moment.WassersteinTwo),
    });
}
