using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Theory.Transport;
using Saddle.Torch;
using Saddle.Training;
using static Saddle.Theory.Experiments.ExperimentResult;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The generator stands still while the discriminator is trained towards its optimum: how much gradient is left for the
/// generator, by objective (arXiv:1701.04862, theorem 2.4 and figures 2 and 3).
/// </summary>
[Component(
    "vanishing-gradient", "what gradient is left for a frozen generator as the discriminator improves",
    Source = "arXiv:1701.04862, theorem 2.4, figures 2 and 3")]
public sealed partial record VanishingGradient : Experiment
{
    private const int LatentCount = 1024, PictureLatents = 64, MeasuredPoints = 80;

    // Each discriminator with the generators' losses that are measured against it.
    private static readonly (Objective Discriminator, Penalty? Penalty, (string Name, Objective Loss)[] Generators)[] s_games =
    [
        (new Minimax(), null, [("minimax", new Minimax()), ("non-saturating", new NonSaturating())]),
        (LeastSquares.ZeroOne, null, [("least-squares", LeastSquares.ZeroOne)]),
        (new Hinge(), null, [("hinge", new Hinge())]),
        (new Objectives.Wasserstein(), new GradientPenalty { Weight = 10 },
            [("wasserstein, penalty", new Objectives.Wasserstein())]),
    ];

    /// <summary>The data.</summary>
    [Setting] public PlaneData Data { get; init; }

    /// <summary>Steps of the discriminator.</summary>
    [Setting(10, 1_000_000)] public int Steps { get; init; } = 4000;

    /// <summary>
    /// After how many steps of the non-saturating game the generator is frozen; several, in ascending order with commas between
    /// them, show several stages.
    /// </summary>
    [Setting] public string GeneratorSteps { get; init; } = "0";

    /// <summary>
    /// Whether to take the paper's case instead of points: a DCGAN on Fashion-MNIST with the minimax discriminator, hours at the
    /// default steps.
    /// </summary>
    [Setting] public bool Full { get; init; }

    /// <summary>Learning rate of Adam; 0 for 0.001 with points, and with full for DCGAN's 0.0002.</summary>
    [Setting(0, 1)] public double LearningRate { get; init; }

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    private sealed record Curve(string Objective, int Stage, LineSeries Line);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        int[] stages = ReadStages();
        var games = s_games.Take(Full ? 1 : s_games.Length).ToArray();
        List<Curve> curves = [];
        using var host = new HostSettings((ulong)Seed, threads: Full ? Processor.PhysicalCores : 1);
        for (int k = 0; k < games.Length; k++)
        {
            int game = k;
            curves.AddRange(Measure(games[k], stages, share => progress((game + share) / games.Length)));
        }
        return new ExperimentResult(
            "Where real and generated samples hardly overlap, the better the discriminator the smaller the gradient of log(1 - "
            + "D): it tends to 0. "
            + "The gradient of -log D does not, and that of a critic with bounded slope stays as it is.",
            new JsonObject
            {
                ["steps"] = Steps,
                ["gradients"] = new JsonArray([.. curves.Select(Row)]),
            },
            [.. Charts(curves, stages)]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => Refusal.Of(() => ReadStages());

    private int[] ReadStages()
    {
        ArgumentNullException.ThrowIfNull(GeneratorSteps);
        string[] parts = GeneratorSteps.Split(',', StringSplitOptions.TrimEntries);
        int[] read = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int steps)
            ? steps : -1)];
        return read.Min() >= 0 && read.Zip(read.Skip(1)).All(pair => pair.First < pair.Second)
            ? read
            : throw new InputException(
                $"generator_steps: expected whole numbers in ascending order, as in 0,500, but received '{GeneratorSteps}'.");
    }

    // One stage: the losses beside each other. Several: for each loss the stages, as in the paper's figure.
    private static IEnumerable<(string, string)> Charts(List<Curve> curves, int[] stages)
    {
        static string Draw(string title, IEnumerable<LineSeries> lines) => new LineChart(title, [.. lines])
        {
            XLabel = "discriminator steps", YLabel = "gradient norm", LogarithmicY = true, Width = 720, Height = 380,
        }.ToSvg();
        if (stages.Length == 1)
        {
            return [("gradient-norm", Draw(
                "Gradient of a frozen generator's loss while its discriminator learns", curves.Select(curve => curve.Line)))];
        }
        return curves.GroupBy(curve => curve.Objective).Select(group => (
            $"gradient-norm-{group.Key.Replace(", ", "-", StringComparison.Ordinal)}",
            Draw($"Gradient of a frozen generator's loss while its discriminator learns: {group.Key}", group.Select(
                curve => new LineSeries($"after {curve.Stage} generator steps", curve.Line.X, curve.Line.Y)))));
    }

    private FreezableGame Game(Objective objective, Penalty? penalty)
    {
        double rate = LearningRate > 0 ? LearningRate : Full ? 2e-4 : 1e-3;
        return Full
            ? new FreezableGame(objective, penalty, Recipes.Dcgan, rate, (ulong)Seed)
            : new FreezableGame(objective, penalty, PlaneMixture.Of(Data), rate, (ulong)Seed);
    }

    // A discriminator that starts anew at each stage of a generator that goes on learning with another.
    private List<Curve> Measure(
        (Objective Discriminator, Penalty? Penalty, (string Name, Objective Loss)[] Generators) setUp, int[] stages,
        Action<double> progress)
    {
        torch.manual_seed((ulong)Seed);
        using DisposeScope scope = torch.NewDisposeScope();
        using FreezableGame before = Game(new NonSaturating(), null);
        List<Curve> curves = [];
        double all = stages.Length * (double)Steps + stages[^1], done = 0;
        void Tell(double more) => progress((done + more) / all);
        for (int stage = 0, learnt = 0; stage < stages.Length; stage++)
        {
            using FreezableGame game = Game(setUp.Discriminator, setUp.Penalty);
            for (; learnt < stages[stage]; learnt++, done++)
            {
                before.TrainDiscriminator();
                before.TrainGenerator();
                Tell(0);
            }
            game.CopyGenerator(before);
            (double[] at, double[][] norms) = Follow(game, setUp.Generators, step => Tell(step));
            done += Steps;
            curves.AddRange(setUp.Generators.Select((generator, k) => new Curve(
                generator.Name, stages[stage], new LineSeries(generator.Name, at, [.. norms.Select(row => row[k])]))));
        }
        return curves;
    }

    private (double[] At, double[][] Norms) Follow(
        FreezableGame game, (string Name, Objective Loss)[] generators, Action<int> progress)
    {
        Tensor latents = game.Latents(Full ? PictureLatents : LatentCount);
        List<double> at = [];
        List<double[]> rows = [];
        int every = Math.Max(1, Steps / MeasuredPoints);
        for (int step = 0; step <= Steps; step++)
        {
            if (step % every == 0)
            {
                at.Add(step);
                rows.Add([.. generators.Select(generator => game.GradientNorm(generator.Loss, latents))]);
                progress(step);
            }
            game.TrainDiscriminator();
        }
        return ([.. at], [.. rows]);
    }

    // The first measure is of an untrained discriminator, which says nothing; what is lost is counted from the largest on.
    private static JsonObject Row(Curve curve)
    {
        LineSeries line = curve.Line;
        double largest = line.Y.Max(), last = line.Y.TakeLast(Math.Max(1, line.Y.Count / 10)).Average();
        return new JsonObject
        {
            ["objective"] = curve.Objective,
            ["generator_steps"] = curve.Stage,
            ["first"] = Number(line.Y[0]),
            ["largest"] = Number(largest),
            ["last"] = Number(last),
            ["decades_lost"] = Number(Math.Log10(largest / last)),
            ["decades_per_1000_steps"] = Number(1000 * Slope(line.X, [.. line.Y.Select(Math.Log10)])),
        };
    }

    // The slope of the line of least squares.
    private static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (double middleX, double middleY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - middleX) * (b - middleY)).Sum() / x.Sum(a => (a - middleX) * (a - middleX));
    }
}
