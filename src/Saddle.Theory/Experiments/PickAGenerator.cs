using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// G* = arg min over G of max over D of V(G, D), with three generators to choose from: for each the inner maximum, by formula
/// and found numerically, then the smallest of them.
/// </summary>
[Component(
    "pick-a-generator", "the best of three generators by the discriminator's best against each",
    Source = "arXiv:1406.2661, theorem 1")]
public sealed partial record PickAGenerator : Experiment
{
    private const int CurvePoints = 100;
    private const double Furthest = 2.5;

    /// <summary>Real data: probabilities 0.1,0.2,0.7 or a mixture of N(mean,deviation), U(a,b), delta(x).</summary>
    [Setting] public string Target { get; init; } = "0.5*N(-2,0.7)+0.5*N(2,0.7)";

    /// <summary>The first generator's distribution, typed likewise.</summary>
    [Setting] public string G1 { get; init; } = "N(-4,1)";

    /// <summary>The second's.</summary>
    [Setting] public string G2 { get; init; } = "N(0,2.2)";

    /// <summary>The third's.</summary>
    [Setting] public string G3 { get; init; } = "0.4*N(-1.7,0.9)+0.6*N(2.2,0.8)";

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        Distribution target = DistributionInput.Read("target", Target);
        (string Name, Distribution Distribution)[] generators =
        [
            ("G1", DistributionInput.Read("g1", G1)),
            ("G2", DistributionInput.Read("g2", G2)),
            ("G3", DistributionInput.Read("g3", G3)),
        ];
        var rows = new List<JsonObject>();
        var curves = new List<LineSeries>();
        (string Name, double Value) choice = ("", double.PositiveInfinity);
        foreach ((string name, Distribution generator) in generators)
        {
            progress((double)rows.Count / generators.Length);
            double formula = GameValue.Minimax(target, generator);
            var game = new CellGame(target, generator);
            double found = game.Value(game.Climb());
            double divergence = (formula + 2 * Math.Log(2)) / 2;
            rows.Add(new JsonObject
            {
                ["generator"] = name,
                ["distribution"] = generator.ToString(),
                ["maximum_by_formula"] = ExperimentResult.Number(formula),
                ["maximum_found"] = ExperimentResult.Number(found),
                ["jsd"] = ExperimentResult.Number(divergence),
                ["jsd_bits"] = ExperimentResult.Number(divergence / Math.Log(2)),
            });
            curves.Add(Curve(name, game));
            choice = found < choice.Value ? (name, found) : choice;
        }
        var values = new JsonObject
        {
            ["choice"] = choice.Name,
            ["value_of_choice"] = ExperimentResult.Number(choice.Value),
            ["value_of_a_perfect_generator"] = ExperimentResult.Number(-2 * Math.Log(2)),
            ["generators"] = new JsonArray([.. rows]),
        };
        progress(1);
        return new ExperimentResult(
            "Training a GAN is min over G of max over D of V(G, D). For each generator the best discriminator attains " +
            "max V = 2 JSD - 2 log 2, so the generator whose maximum is smallest is the nearest to the data.",
            values,
            [
                ("generators", DistributionChart.Draw("Real data and three generators", [("real data", target), .. generators])),
                ("inner-maximum", InnerMaximum(curves)),
            ]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => DistributionInput.Problems(("target", Target), ("g1", G1), ("g2", G2), ("g3", G3));

    // V along discriminators sigmoid(s log(p/q)): a coin at s = 0, the optimum at s = 1, too sure of itself beyond.
    private static LineSeries Curve(string name, CellGame game)
    {
        double[] best = game.OptimalLogits();
        double[] scales = [.. Enumerable.Range(0, CurvePoints + 1).Select(k => Furthest * k / CurvePoints)];
        return new LineSeries(name, scales, [.. scales.Select(scale => game.Value([.. best.Select(logit => scale * logit)]))]);
    }

    private static string InnerMaximum(List<LineSeries> curves)
    {
        const int best = (int)(CurvePoints / Furthest);
        var maxima = new LineSeries(
            "max over D",
            [.. curves.SelectMany(curve => new[] { curve.X[best], curve.X[best] })],
            [.. curves.SelectMany(curve => new[] { curve.Y[best], double.NaN })]);
        double highest = curves.Max(curve => curve.Y[best]), lowest = -2 * Math.Log(2);
        return new LineChart("V(G, D) for discriminators from a coin to too sure", [.. curves, maxima])
        {
            XLabel = "s in D = sigmoid(s log(p/q)): 0 a coin, 1 the optimum",
            YLabel = "V(G, D)",
            Limits = new PlotLimits(
                0, Furthest, lowest - 0.25 * (highest - lowest + 0.1), highest + 0.1 * (highest - lowest + 0.1)),
        }.ToSvg();
    }
}
