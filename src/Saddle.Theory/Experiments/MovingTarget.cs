using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;
using Saddle.Theory.Numerics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The generator descends V(G, D0*), a bound that touches its true loss V(G, D*) only where D0 was trained: how the two part
/// as the generator's step grows, and what many generator steps against one discriminator do.
/// </summary>
[Component(
    "moving-target", "how far the generator may step before its discriminator is out of date",
    Source = "arXiv:1406.2661, section 4 and proposition 2")]
public sealed partial record MovingTarget : Experiment
{
    private const int CurvePoints = 80, Steps = 60, LargestMean = 1000;

    /// <summary>Real data, a density: N(mean,deviation), U(a,b) or a mixture of them.</summary>
    [Setting] public string Target { get; init; } = "N(2,1)";

    /// <summary>Where the generator's Gaussian starts.</summary>
    [Setting(-1e3, 1e3)] public double Mean { get; init; }

    /// <summary>The deviation of the generator's Gaussian.</summary>
    [Setting(1e-3, 1e3)] public double Deviation { get; init; } = 1;

    /// <summary>The largest step, in the unit of the line.</summary>
    [Setting(1e-3, 1e4)] public double Reach { get; init; } = 4;

    /// <summary>The generator's learning rate where it trains.</summary>
    [Setting(1e-6, 1e3)] public double Rate { get; init; } = 0.5;

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        Distribution target = ReadTarget();
        // Both slopes at no step; by the envelope theorem they are the same.
        double nudge = 1e-4 * Deviation;
        double oldSlope = (AgainstFirst(target, Mean + nudge) - AgainstFirst(target, Mean - nudge)) / (2 * nudge);
        double newSlope = (AgainstBest(target, Mean + nudge) - AgainstBest(target, Mean - nudge)) / (2 * nudge);
        int direction = newSlope != 0 ? -Math.Sign(newSlope) : Math.Sign(target.Mean - Mean) | 1;
        double[] steps = [.. Enumerable.Range(0, CurvePoints + 1).Select(k => Reach * k / CurvePoints)];
        var first = new double[steps.Length];
        var best = new double[steps.Length];
        for (int k = 0; k < steps.Length; k++)
        {
            progress(0.8 * k / steps.Length);
            double mean = Mean + direction * steps[k];
            (first[k], best[k]) = (AgainstFirst(target, mean), AgainstBest(target, mean));
        }
        (int Generator, double[] Means)[] plays = [.. new[] { 1, 4, 12, Steps }.Select(count => (count, Play(target, count)))];
        double Gap(double step) => AgainstBest(target, Mean + direction * step) - AgainstFirst(target, Mean + direction * step);
        double small = 0.02 * Deviation;
        var values = new JsonObject
        {
            ["value_at_start"] = ExperimentResult.Number(best[0]),
            ["slope_against_first_discriminator"] = ExperimentResult.Number(oldSlope),
            ["slope_against_best_discriminator"] = ExperimentResult.Number(newSlope),
            ["growth_exponent_of_gap"] = ExperimentResult.Number(Math.Log2(Gap(2 * small) / Gap(small))),
            ["best_step"] = ExperimentResult.Number(steps[Array.IndexOf(best, best.Min())]),
            ["steps"] = Rows(steps, first, best),
            ["training"] = new JsonArray([.. plays.Select(play => Row(target, play.Generator, play.Means))]),
        };
        progress(1);
        return new ExperimentResult(
            "The generator descends V(G, D0*), but its true loss is V(G, D*) >= V(G, D0*). The two touch, with equal slope, " +
            "where D0* " +
            "was trained, and part with the square of the step: so train D close to its optimum and step G little.",
            values, [("values", Values(steps, first, best)), ("training", Training(target, plays))]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => Refusal.Of(() => ReadTarget());

    private Distribution ReadTarget()
        => DistributionInput.ReadDensity("target", Target, "a discriminator tells them from a Gaussian without fail");

    private Distribution Generator(double mean) => Distribution.Gaussian(mean, Deviation);

    private double AgainstBest(Distribution target, double mean) => GameValue.Minimax(target, Generator(mean));

    private double AgainstFirst(Distribution target, double mean)
    {
        Distribution first = Generator(Mean), generator = Generator(mean);
        return -Expectation.Of(target, x => Elementary.SoftPlus(-OptimalDiscriminator.Logit(target, first, x)), first)
            - Expectation.Of(generator, x => Elementary.SoftPlus(OptimalDiscriminator.Logit(target, first, x)), target, first);
    }

    // Gradient descent on V(G, D), D trained to its optimum only every so many steps.
    private double[] Play(Distribution target, int stepsEach)
    {
        var means = new double[Steps + 1];
        means[0] = Mean;
        Distribution judged = Generator(Mean);
        for (int step = 0; step < Steps; step++)
        {
            double here = means[step];
            judged = step % stepsEach == 0 ? Generator(here) : judged;
            double slope = Math.Abs(here) < LargestMean * Deviation ? Slope(target, here, judged) : 0;
            means[step + 1] = here - Rate * slope;
        }
        return means;
    }

    // d/dmean E_q[log(1 - D)] = E_q[(x - mean) / deviation^2 log(1 - D)].
    private double Slope(Distribution target, double mean, Distribution judged) => -Expectation.Of(
        Generator(mean),
        x => (x - mean) / (Deviation * Deviation) * Elementary.SoftPlus(OptimalDiscriminator.Logit(target, judged, x)),
        target, judged);

    private static JsonArray Rows(double[] steps, double[] first, double[] best)
    {
        const int each = CurvePoints / 8;
        return new([.. Enumerable.Range(0, 9).Select(k => k * each).Select(k => (JsonNode)new JsonObject
        {
            ["step"] = ExperimentResult.Number(steps[k]),
            ["against_first_discriminator"] = ExperimentResult.Number(first[k]),
            ["against_best_discriminator"] = ExperimentResult.Number(best[k]),
            ["gap"] = ExperimentResult.Number(best[k] - first[k]),
        })]);
    }

    private JsonObject Row(Distribution target, int stepsEach, double[] means) => new()
    {
        ["generator_steps_per_discriminator"] = stepsEach,
        ["final_mean"] = ExperimentResult.Number(means[^1]),
        ["furthest_mean"] = ExperimentResult.Number(means.MaxBy(mean => Math.Abs(mean - target.Mean))),
        ["final_jsd"] = ExperimentResult.Number(AgainstBest(target, means[^1]) / 2 + Math.Log(2)),
    };

    private static string Values(double[] steps, double[] first, double[] best)
    {
        double low = best.Min(), high = best.Max(), extent = high - low;
        return new LineChart(
            "The value that G descends, and the value that it should",
            new LineSeries("V(G1, D1*), the true loss", steps, best),
            new LineSeries("V(G1, D0*), against the old discriminator", steps, first))
        {
            XLabel = "how far G steps",
            YLabel = "V",
            Limits = extent > 0 ? new PlotLimits(0, steps[^1], low - 1.5 * extent, high + 0.2 * extent) : null,
        }.ToSvg();
    }

    private string Training(Distribution target, (int StepsEach, double[] Means)[] plays)
    {
        double[] steps = [.. Enumerable.Range(0, Steps + 1).Select(k => (double)k)];
        double middle = target.Mean, extent = Math.Max(Math.Abs(middle - Mean), Deviation);
        return new LineChart(
            "Generator steps for each discriminator",
            [
                .. plays.Select(play => new LineSeries(play.StepsEach.ToString(CultureInfo.InvariantCulture), steps, play.Means)),
                new LineSeries("data's mean", [0, Steps], [middle, middle]) { Faint = true },
            ])
        {
            XLabel = "generator steps",
            YLabel = "generator's mean",
            Limits = new PlotLimits(0, Steps, middle - 1.5 * extent, middle + 5 * extent),
        }.ToSvg();
    }
}
