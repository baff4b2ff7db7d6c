using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Theory.Transport;
using Saddle.Torch;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Does the discriminator end at one half? A small game, without a penalty and with R1, is played long; at its end a new
/// discriminator is trained against the generator that stands, and tells what the old one no longer sees (arXiv:1406.2661,
/// theorem 1: D* = 1/2 where p = q).
/// </summary>
[Component(
    "one-half", "whether the discriminator ends at one half, and whether that means that it cannot tell",
    Source = "arXiv:1406.2661, theorem 1; arXiv:1801.04406, section 4.1")]
public sealed partial record OneHalf : Experiment
{
    private const int Looks = 100, Counted = 2000;

    /// <summary>The data.</summary>
    [Setting] public PlaneData Data { get; init; }

    /// <summary>Steps of each player.</summary>
    [Setting(10, 10_000_000)] public int Steps { get; init; } = 10_000;

    /// <summary>Steps of the new discriminator against the generator that stands.</summary>
    [Setting(1, 1_000_000)] public int FreshSteps { get; init; } = 3000;

    /// <summary>The weight of R1 in the second game.</summary>
    [Setting(0, 1e6)] public double Gamma { get; init; } = 0.1;

    /// <summary>Samples of each side between which W1 is exact.</summary>
    [Setting(2, 5000)] public int TransportPoints { get; init; } = 500;

    /// <summary>Learning rate of Adam, for both players.</summary>
    [Setting(1e-9, 1)] public double LearningRate { get; init; } = 5e-4;

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    private PlaneMixture Mixture => PlaneMixture.Of(Data);

    private sealed record Look(int Step, double Real, double Fake, double Spread, double Value);

    private sealed record Played(string Name, IReadOnlyList<Look> Looks, Look Fresh, double WassersteinOne, int Modes);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        using var host = new HostSettings((ulong)Seed, threads: 1);
        Played plain = Play("no penalty", null, share => progress(share / 2));
        Played smooth = Play("R1", new R1 { Weight = Gamma }, share => progress(0.5 + share / 2));
        Played[] games = [plain, smooth];
        return new ExperimentResult(
            "At the theory's end q = p, D* is 1/2 everywhere and V is -2 log 2. Means of D near 1/2 do not prove it: they are "
            + "near it wherever the two players are a match for each other. What proves it is that a new discriminator, trained "
            + "against the generator that stands, cannot tell either.",
            new JsonObject
            {
                ["two_log_two"] = 2 * Math.Log(2),
                ["steps"] = Steps,
                ["games"] = new JsonArray([.. games.Select(Row)]),
            },
            [.. games.Select(game => (game.Name.Replace(' ', '-').ToLowerInvariant(), Chart(game)))]);
    }

    private Played Play(string name, Penalty? penalty, Action<double> progress)
    {
        torch.manual_seed((ulong)Seed);
        using FreezableGame game = Game(penalty), fresh = Game(null);
        List<Look> looks = [See(game, 0)];
        double all = Steps + FreshSteps;
        for (int step = 1; step <= Steps; step++)
        {
            game.TrainDiscriminator();
            game.TrainGenerator();
            if (step % Math.Max(1, Steps / Looks) == 0)
            {
                looks.Add(See(game, step));
                progress(step / all);
            }
        }
        fresh.CopyGenerator(game);
        for (int step = 1; step <= FreshSteps; step++)
        {
            fresh.TrainDiscriminator();
            if (step % 50 == 0)
            {
                progress((Steps + step) / all);
            }
        }
        return new Played(
            name, looks, See(fresh, FreshSteps),
            OptimalTransport.WassersteinOne(
                new WeightedPoints(game.Sample(TransportPoints, (ulong)Seed)),
                new WeightedPoints(Mixture.Real(TransportPoints, (ulong)Seed))),
            Mixture.Measure(game.Sample(PlaneMixture.CountedSamples, (ulong)Seed)).ModesHit);
    }

    private FreezableGame Game(Penalty? penalty) => new(new NonSaturating(), penalty, Mixture, LearningRate, (ulong)Seed);

    private static Look See(FreezableGame game, int step)
    {
        (double[] real, double[] fake) = game.Outputs(Counted);
        double spread = Math.Sqrt(real.Concat(fake).Average(output => (output - 0.5) * (output - 0.5)));
        // A D that rounds to 0 or 1 would have lost infinitely much.
        static double Log(double share) => Math.Log(Math.Max(share, 1e-12));
        return new Look(
            step, real.Average(), fake.Average(), spread, real.Average(Log) + fake.Average(output => Log(1 - output)));
    }

    private static JsonObject Row(Played game)
    {
        Look[] last = [.. game.Looks.TakeLast(Math.Max(1, game.Looks.Count / 10))];
        return new JsonObject
        {
            ["game"] = game.Name,
            ["d_of_real"] = Number(last.Average(look => look.Real)),
            ["d_of_generated"] = Number(last.Average(look => look.Fake)),
            ["distance_from_half"] = Number(last.Average(look => look.Spread)),
            ["value"] = Number(last.Average(look => look.Value)),
            ["fresh_d_of_real"] = Number(game.Fresh.Real),
            ["fresh_d_of_generated"] = Number(game.Fresh.Fake),
            ["fresh_value"] = Number(game.Fresh.Value),
            ["jsd_at_least"] = Number(Math.Max(0, game.Fresh.Value / 2 + Math.Log(2))),
            ["w1"] = Number(game.WassersteinOne),
            ["modes"] = game.Modes,
        };
    }

    private static string Chart(Played game)
    {
        double[] steps = [.. game.Looks.Select(look => (double)look.Step)];
        return new LineChart($"D while the game is played: {game.Name}",
            new LineSeries("D of real samples", steps, [.. game.Looks.Select(look => look.Real)]),
            new LineSeries("of generated ones", steps, [.. game.Looks.Select(look => look.Fake)]),
            new LineSeries("root mean square of D - 1/2", steps, [.. game.Looks.Select(look => look.Spread)]),
            new LineSeries("one half", [0, steps[^1]], [0.5, 0.5]) { Faint = true })
        {
            XLabel = "steps of each player", YLabel = "D", Limits = new PlotLimits(0, steps[^1], 0, 1),
        }.ToSvg();
    }
}
