using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The Dirac-GAN, one parameter a player: both step at once and it diverges, they take turns and it circles, R1 is added and it
/// converges; for every objective, with the eigenvalues that say so.
/// </summary>
[Component(
    "dirac", "the one-parameter GAN: it diverges, circles, or converges with R1, and the eigenvalues",
    Source = "arXiv:1801.04406, sections 2 and 3")]
public sealed partial record DiracGan : Experiment
{
    private const double OnTheCircle = 1e-9;

    /// <summary>The weight of R1 where it is on.</summary>
    [Setting(0, 1e3)] public double Gamma { get; init; } = 0.5;

    /// <summary>The learning rate of both players.</summary>
    [Setting(1e-6, 10)] public double Rate { get; init; } = 0.1;

    /// <summary>How many steps.</summary>
    [Setting(1, 100_000)] public int Steps { get; init; } = 200;

    /// <summary>Where the generator starts; the data lie at 0.</summary>
    [Setting(-1e3, 1e3)] public double Theta { get; init; } = 1;

    /// <summary>The discriminator's slope at the start.</summary>
    [Setting(-1e3, 1e3)] public double Psi { get; init; }

    private DiracPoint Start => new(Theta, Psi);

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        (string Chart, string Title, double Gamma, bool Alternating)[] ways =
        [
            ("simultaneous", "Both step at once", 0, false),
            ("alternating", "The players take turns", 0, true),
            ("r1", "Turns, with R1", Gamma, true),
        ];
        var rows = new List<JsonObject>();
        var charts = new List<(string, string)>();
        foreach ((string chart, string title, double gamma, bool alternating) in ways)
        {
            progress((double)charts.Count / ways.Length);
            var paths = new List<(string Name, IReadOnlyList<DiracPoint> Points)>();
            foreach (DiracObjective objective in DiracObjective.All)
            {
                var game = new DiracGame(objective, gamma);
                IReadOnlyList<DiracPoint> points = game.Train(Start, Rate, Steps, alternating);
                rows.Add(Row(objective, game, alternating, points));
                paths.Add((objective.Name.Split(' ')[0], points));
            }
            charts.Add((chart, Trajectories(title, paths)));
        }
        progress(1);
        return new ExperimentResult(
            "One generated point theta, one slope psi, data at 0: the eigenvalues of the flow at the equilibrium are " +
            "-gamma/2 +- sqrt(gamma^2/4 - f'(0)^2). Without R1 they are imaginary: near it training circles, " +
            "and diverges where both step at " +
            "once; R1 makes it converge. Farther out the curvature of a loss may damp it too.",
            new JsonObject { ["games"] = new JsonArray([.. rows]) }, charts);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => Theta == 0 && Psi == 0
        ? ["theta and psi are both 0, which is the equilibrium: nothing moves; start elsewhere"]
        : [];

    private JsonObject Row(DiracObjective objective, DiracGame game, bool alternating, IReadOnlyList<DiracPoint> points)
    {
        (Complex first, Complex second) = game.StepEigenvalues(Rate, alternating);
        double factor = Math.Max(first.Magnitude, second.Magnitude);
        return new JsonObject
        {
            ["objective"] = objective.Name,
            ["gamma"] = ExperimentResult.Number(game.Gamma),
            ["updates"] = alternating ? "alternating" : "simultaneous",
            ["eigenvalues"] = $"{Show(game.Eigenvalues.First)}, {Show(game.Eigenvalues.Second)}",
            ["largest_real_part"] = ExperimentResult.Number(Math.Max(game.Eigenvalues.First.Real, game.Eigenvalues.Second.Real)),
            ["largest_imaginary_part"] = ExperimentResult.Number(game.Eigenvalues.First.Imaginary),
            ["factor_per_step"] = ExperimentResult.Number(factor),
            ["near_equilibrium"] = factor > 1 + OnTheCircle ? "diverging" : factor < 1 - OnTheCircle ? "converging" : "circling",
            ["distance_at_first"] = ExperimentResult.Number(points[0].Distance),
            ["distance_at_last"] = ExperimentResult.Number(points[^1].Distance),
        };
    }

    private static string Show(Complex value)
        => value.Imaginary == 0
            ? NumberText.Show(value.Real, "0.####")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{NumberText.Show(value.Real, "0.####")}{value.Imaginary:+0.####;-0.####}i");

    // A square picture with one scale for both players; what diverges leaves it.
    private string Trajectories(string title, List<(string Name, IReadOnlyList<DiracPoint> Points)> paths)
    {
        double half = Math.Min(3 * Start.Distance, 1.05 * paths.Max(path => path.Points.Max(Size)));
        return new LineChart(title, [.. paths.Select(path => new LineSeries(
            path.Name, [.. path.Points.Select(point => point.Generator)],
            [.. path.Points.Select(point => point.Discriminator)]))])
        {
            XLabel = "theta, the generated point",
            YLabel = "psi, the discriminator's slope",
            Width = 564,
            Height = 588,
            Limits = new PlotLimits(-half, half, -half, half),
        }.ToSvg();
    }

    private static double Size(DiracPoint point)
        => double.IsFinite(point.Distance) ? Math.Max(Math.Abs(point.Generator), Math.Abs(point.Discriminator)) : 0;
}
