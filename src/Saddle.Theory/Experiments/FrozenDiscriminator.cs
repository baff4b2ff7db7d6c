using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Evaluation;
using Saddle.Graphics;
using Saddle.Objectives;
using Saddle.Theory.Transport;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A well-trained discriminator is frozen and guides the generator alone: the generator runs to where the discriminator is most
/// sure, and past the data. Ordinary alternation goes on from the same start (arXiv:1406.2661, section 3: the "Helvetica
/// scenario"). When it has ended, a fresh generator is guided by its discriminator alone.
/// </summary>
[Component(
    "frozen-discriminator", "what a generator does when its discriminator stops learning, beside ordinary alternation",
    Source = "arXiv:1406.2661, section 3")]
public sealed partial record FrozenDiscriminator : Experiment
{
    private const int PicturePoints = 1000, Measures = 20;

    /// <summary>The data.</summary>
    [Setting] public PlaneData Data { get; init; }

    /// <summary>Steps of ordinary alternation before the ways part.</summary>
    [Setting(0, 1_000_000)] public int StartSteps { get; init; }

    /// <summary>Further steps of the discriminator alone, so that it is well trained.</summary>
    [Setting(0, 1_000_000)] public int DiscriminatorSteps { get; init; } = 500;

    /// <summary>Steps of the generator after that, with the discriminator frozen and not.</summary>
    [Setting(20, 1_000_000)] public int Steps { get; init; } = 3000;

    /// <summary>Samples of each side between which W1 and W2 are exact.</summary>
    [Setting(2, 5000)] public int TransportPoints { get; init; } = 500;

    /// <summary>Learning rate of Adam, for both players.</summary>
    [Setting(1e-9, 1)] public double LearningRate { get; init; } = 1e-3;

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    private PlaneMixture Mixture => PlaneMixture.Of(Data);

    private sealed record Moment(int Step, ModeCoverage Coverage, double WassersteinOne, double WassersteinTwo);

    private sealed record Way(string Name, IReadOnlyList<Moment> Moments, double[,] Samples);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        using var host = new HostSettings((ulong)Seed, threads: 1);
        using FreezableGame start = Game(), frozen = Game(), alternating = Game();
        Prepare(start, share => progress(0.4 * share));
        frozen.CopyFrom(start);
        alternating.CopyFrom(start);
        Way withFrozen = Follow("frozen", frozen, frozen.TrainGenerator, share => progress(0.4 + share / 5));
        Way withAlternation = Follow(
            "alternation", alternating,
            () =>
            {
                alternating.TrainDiscriminator();
                alternating.TrainGenerator();
            },
            share => progress(0.6 + share / 5));
        using FreezableGame fresh = Game();
        fresh.CopyDiscriminator(alternating);
        Way withFinished = Follow("finished", fresh, fresh.TrainGenerator, share => progress(0.8 + share / 5));
        return Report([withFrozen, withAlternation, withFinished]);
    }

    private FreezableGame Game() => new(new NonSaturating(), null, Mixture, LearningRate, (ulong)Seed);

    private void Prepare(FreezableGame game, Action<double> progress)
    {
        int all = StartSteps + DiscriminatorSteps;
        for (int step = 0; step < all; step++)
        {
            game.TrainDiscriminator();
            if (step < StartSteps)
            {
                game.TrainGenerator();
            }
            if (step % 50 == 0)
            {
                progress((double)step / all);
            }
        }
    }

    private Way Follow(string name, FreezableGame game, Action train, Action<double> progress)
    {
        List<Moment> moments = [Measure(game, 0)];
        for (int step = 1; step <= Steps; step++)
        {
            train();
            if (step % Math.Max(1, Steps / Measures) == 0)
            {
                moments.Add(Measure(game, step));
                progress((double)step / Steps);
            }
        }
        return new Way(name, moments, game.Sample(PicturePoints, (ulong)Seed));
    }

    private Moment Measure(FreezableGame game, int step)
    {
        var real = new WeightedPoints(Mixture.Real(TransportPoints, (ulong)Seed));
        var generated = new WeightedPoints(game.Sample(TransportPoints, (ulong)Seed));
        return new Moment(
            step, Mixture.Measure(game.Sample(PlaneMixture.CountedSamples, (ulong)Seed)),
            OptimalTransport.WassersteinOne(generated, real), OptimalTransport.WassersteinTwo(generated, real));
    }

    private ExperimentResult Report(Way[] ways)
    {
        double[,] real = Mixture.Real(PicturePoints, (ulong)Seed);
        string Caption(string way) => way switch
        {
            "frozen" => "Guided by a frozen discriminator",
            "finished" => "Fresh, guided by a finished game's discriminator",
            _ => "Ordinary alternation",
        };
        return new ExperimentResult(
            "The generator's loss alone is least where D is largest, which need not be at the data, "
            + "and nothing in it asks for variety: a frozen "
            + "discriminator sends every sample there, one from a finished game too. What brings the generator onto the data and "
            + "spreads it is that the discriminator answers.",
            new JsonObject { ["transport_points"] = TransportPoints, ["ways"] = new JsonArray([.. ways.SelectMany(Rows)]) },
            [
                ("distance", new LineChart(
                    "Distance from the data while the discriminator is frozen, and while it answers",
                    [
                        .. ways.Select(
                            way =>
                                new LineSeries(
                                    way.Name, [.. way.Moments.Select(m => (double)m.Step)],
                                    [.. way.Moments.Select(m => m.WassersteinOne)])),
                    ])
                { XLabel = "generator steps", YLabel = "W1", LogarithmicY = true }.ToSvg()),
                .. ways.Select(way => (way.Name, new ScatterPlot(real, way.Samples)
                {
                    Title = $"{Caption(way.Name)}, {way.Moments[^1].Step} steps on",
                }.ToSvg())),
            ]);
    }

    private static IEnumerable<JsonNode?> Rows(Way way)
        => new[] { way.Moments[0], way.Moments[^1] }.Select(moment => (JsonNode?)new JsonObject
    {
        ["discriminator"] = way.Name,
        ["step"] = moment.Step,
        ["modes"] = Number(moment.Coverage.ModesHit),
        ["high_quality_share"] = Number(moment.Coverage.HighQualityShare),
        ["w1"] = Number(moment.WassersteinOne),
        ["w2"] = Number(moment.WassersteinTwo),
    });
}
