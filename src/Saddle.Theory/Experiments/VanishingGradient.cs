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
/// The generator stands still while the discriminator is trained towards its optimum: how much gradient is left for the
/// generator, by objective (arXiv:1701.04862, theorem 2.4 and figures 2 and 3).
/// </summary>
[Component(
    "vanishing-gradient", "what gradient is left for a frozen generator as the discriminator improves",
    Source = "arXiv:1701.04862, theorem 2.4, figures 2 and 3")]
public sealed partial record VanishingGradient : Experiment
{
    private const int LatentCount = 1024, MeasuredPoints = 80;

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

    /// <summary>How many steps of the non-saturating game the generator has learnt before it is frozen.</summary>
    [Setting(0, 1_000_000)] public int GeneratorSteps { get; init; }

    /// <summary>Learning rate of Adam.</summary>
    [Setting(1e-9, 1)] public double LearningRate { get; init; } = 1e-3;

    /// <summary>The seed of every randomness.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        List<LineSeries> lines = [];
        using var host = new HostSettings((ulong)Seed, threads: 1);
        for (int k = 0; k < s_games.Length; k++)
        {
            int game = k;
            lines.AddRange(Measure(s_games[k], share => progress((game + share) / s_games.Length)));
        }
        return new ExperimentResult(
            "Where real and generated samples hardly overlap, the better the discriminator the smaller the gradient of log(1 - "
            + "D): it tends to 0. "
            + "The gradient of -log D does not, and that of a critic with bounded slope stays as it is.",
            new JsonObject
            {
                ["steps"] = Steps,
                ["gradients"] = new JsonArray([.. lines.Select(Row)]),
            },
            [("gradient-norm", new LineChart("Gradient of a frozen generator's loss while its discriminator learns", lines)
            {
                XLabel = "discriminator steps", YLabel = "gradient norm", LogarithmicY = true, Width = 720, Height = 380,
            }.ToSvg())]);
    }

    private IEnumerable<LineSeries> Measure(
        (Objective Discriminator, Penalty? Penalty, (string Name, Objective Loss)[] Generators) setUp,
        Action<double> progress)
    {
        ulong seed = (ulong)Seed;
        var data = PlaneMixture.Of(Data);
        torch.manual_seed(seed);
        using DisposeScope scope = torch.NewDisposeScope();
        using var before = new PointGame(new NonSaturating(), null, data, LearningRate, seed);
        using var game = new PointGame(setUp.Discriminator, setUp.Penalty, data, LearningRate, seed);
        for (int step = 0; step < GeneratorSteps; step++)
        {
            before.TrainDiscriminator();
            before.TrainGenerator();
        }
        game.CopyGenerator(before);
        Tensor latents = game.Latents(LatentCount);
        List<double> at = [];
        List<double[]> rows = [];
        int every = Math.Max(1, Steps / MeasuredPoints);
        for (int step = 0; step <= Steps; step++)
        {
            if (step % every == 0)
            {
                at.Add(step);
                rows.Add([.. setUp.Generators.Select(generator => game.GradientNorm(generator.Loss, latents))]);
                progress((double)step / Steps);
            }
            game.TrainDiscriminator();
        }
        return [
            .. setUp.Generators.Select((generator, k) => new LineSeries(generator.Name, at, [.. rows.Select(row => row[k])])),
        ];
    }

    // The first measure is of an untrained discriminator, which says nothing; what is lost is counted from the largest on.
    private static JsonObject Row(LineSeries line)
    {
        double largest = line.Y.Max(), last = line.Y.TakeLast(Math.Max(1, line.Y.Count / 10)).Average();
        return new JsonObject
        {
            ["objective"] = line.Name,
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
