using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The Dirac-GAN, one parameter a player: both step at once and it diverges, they take turns and it circles, R1 is added and it
/// converges; for every objective, with the eigenvalues that say so.
/// </summary>
public sealed class DiracGan : Experiment
{
    private const double OnTheCircle = 1e-9;

    private readonly double _gamma, _rate;
    private readonly int _steps;
    private readonly DiracPoint _start;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "dirac", "the one-parameter GAN: it diverges, circles, or converges with R1, and the eigenvalues", "arXiv:1801.04406, sections 2 and 3",
        [
            Setting.Number("gamma", 0.5, "the weight of R1 where it is on", 0, 1e3),
            Setting.Number("rate", 0.1, "the learning rate of both players", 1e-6, 10),
            Setting.Whole("steps", 200, "how many steps", 1, 100_000),
            Setting.Number("theta", 1, "where the generator starts; the data lie at 0", -1e3, 1e3),
            Setting.Number("psi", 0, "the discriminator's slope at the start", -1e3, 1e3),
        ],
        s => new DiracGan(s.Number("gamma"), s.Number("rate"), (int)s.Whole("steps"), s.Number("theta"), s.Number("psi")));

    /// <summary>Creates the experiment.</summary>
    /// <param name="gamma">The weight of R1 where it is on.</param>
    /// <param name="rate">The learning rate of both players.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="theta">Where the generator starts.</param>
    /// <param name="psi">The discriminator's slope at the start.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the start is the equilibrium.</exception>
    public DiracGan(double gamma, double rate, int steps, double theta, double psi)
        : base(Entry, ("gamma", gamma), ("rate", rate), ("steps", (long)steps), ("theta", theta), ("psi", psi))
    {
        if (theta == 0 && psi == 0)
        {
            throw new ArgumentException("dirac: theta and psi are both 0, which is the equilibrium: nothing moves; start elsewhere.");
        }
        (_gamma, _rate, _steps, _start) = (gamma, rate, steps, new(theta, psi));
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        (string Chart, string Title, double Gamma, bool Alternating)[] ways =
        [
            ("simultaneous", "Both step at once", 0, false),
            ("alternating", "The players take turns", 0, true),
            ("r1", "Turns, with R1", _gamma, true),
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
                IReadOnlyList<DiracPoint> points = game.Train(_start, _rate, _steps, alternating);
                rows.Add(Row(objective, game, alternating, points));
                paths.Add((objective.Name.Split(' ')[0], points));
            }
            charts.Add((chart, Trajectories(title, paths)));
        }
        progress(1);
        return new ExperimentResult(
            "One generated point theta, one slope psi, data at 0: the eigenvalues of the flow at the equilibrium are " +
            "-gamma/2 +- sqrt(gamma^2/4 - f'(0)^2). Without R1 they are imaginary: near it training circles, and diverges where both step at " +
            "once; R1 makes it converge. Farther out the curvature of a loss may damp it too.",
            new JsonObject { ["games"] = new JsonArray([.. rows]) }, charts);
    }

    private JsonObject Row(DiracObjective objective, DiracGame game, bool alternating, IReadOnlyList<DiracPoint> points)
    {
        (Complex first, Complex second) = game.StepEigenvalues(_rate, alternating);
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
            ? value.Real.ToString("0.####", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{value.Real + 0.0:0.####}{value.Imaginary:+0.####;-0.####}i");

    // A square picture with one scale for both players; what diverges leaves it.
    private string Trajectories(string title, List<(string Name, IReadOnlyList<DiracPoint> Points)> paths)
    {
        double half = Math.Min(3 * _start.Distance, 1.05 * paths.Max(path => path.Points.Max(Size)));
        return new LineChart(title, [.. paths.Select(path => new LineSeries(
            path.Name, [.. path.Points.Select(point => point.Generator)], [.. path.Points.Select(point => point.Discriminator)]))])
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
