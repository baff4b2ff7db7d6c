using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;
using Saddle.Theory.Numerics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The generator descends V(G, D0*), a bound that touches its true loss V(G, D*) only where D0 was trained: how the two part
/// as the generator's step grows, and what many generator steps against one discriminator do.
/// </summary>
public sealed class MovingTarget : Experiment
{
    private const int CurvePoints = 80, Steps = 60, LargestMean = 1000;

    private readonly Distribution _target;
    private readonly double _mean, _deviation, _reach, _rate;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "moving-target", "how far the generator may step before its discriminator is out of date", "arXiv:1406.2661, section 4 and proposition 2",
        [
            Setting.Text("target", "N(2,1)", "real data, a density: N(mean,deviation), U(a,b) or a mixture of them"),
            Setting.Number("mean", 0, "where the generator's Gaussian starts", -1e3, 1e3),
            Setting.Number("deviation", 1, "the deviation of the generator's Gaussian", 1e-3, 1e3),
            Setting.Number("reach", 4, "the largest step, in the unit of the line", 1e-3, 1e4),
            Setting.Number("rate", 0.5, "the generator's learning rate where it trains", 1e-6, 1e3),
        ],
        s => new MovingTarget(s.Text("target"), s.Number("mean"), s.Number("deviation"), s.Number("reach"), s.Number("rate")));

    /// <summary>Creates the experiment.</summary>
    /// <param name="target">Real data, as <see cref="Distribution.Parse"/> reads it, without point masses.</param>
    /// <param name="mean">Where the generator's Gaussian starts.</param>
    /// <param name="deviation">Its deviation.</param>
    /// <param name="reach">The largest step.</param>
    /// <param name="rate">The generator's learning rate where it trains.</param>
    /// <exception cref="ArgumentException">The target is not a density, or a number is out of range.</exception>
    public MovingTarget(string target, double mean, double deviation, double reach, double rate)
        : base(Entry, ("target", target), ("mean", mean), ("deviation", deviation), ("reach", reach), ("rate", rate))
    {
        _target = DistributionInput.ReadDensity("target", target, "a discriminator tells them from a Gaussian without fail");
        (_mean, _deviation, _reach, _rate) = (mean, deviation, reach, rate);
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        // Both slopes at no step; by the envelope theorem they are the same.
        double nudge = 1e-4 * _deviation;
        double oldSlope = (AgainstFirst(_mean + nudge) - AgainstFirst(_mean - nudge)) / (2 * nudge);
        double newSlope = (AgainstBest(_mean + nudge) - AgainstBest(_mean - nudge)) / (2 * nudge);
        int direction = newSlope != 0 ? -Math.Sign(newSlope) : Math.Sign(_target.Mean - _mean) | 1;
        double[] steps = [.. Enumerable.Range(0, CurvePoints + 1).Select(k => _reach * k / CurvePoints)];
        var first = new double[steps.Length];
        var best = new double[steps.Length];
        for (int k = 0; k < steps.Length; k++)
        {
            progress(0.8 * k / steps.Length);
            (first[k], best[k]) = (AgainstFirst(_mean + direction * steps[k]), AgainstBest(_mean + direction * steps[k]));
        }
        (int Generator, double[] Means)[] plays = [.. new[] { 1, 4, 12, Steps }.Select(count => (count, Play(count)))];
        double Gap(double step) => AgainstBest(_mean + direction * step) - AgainstFirst(_mean + direction * step);
        double small = 0.02 * _deviation;
        var values = new JsonObject
        {
            ["value_at_start"] = ExperimentResult.Number(best[0]),
            ["slope_against_first_discriminator"] = ExperimentResult.Number(oldSlope),
            ["slope_against_best_discriminator"] = ExperimentResult.Number(newSlope),
            ["growth_exponent_of_gap"] = ExperimentResult.Number(Math.Log2(Gap(2 * small) / Gap(small))),
            ["best_step"] = ExperimentResult.Number(steps[Array.IndexOf(best, best.Min())]),
            ["steps"] = Rows(steps, first, best),
            ["training"] = new JsonArray([.. plays.Select(play => Row(play.Generator, play.Means))]),
        };
        progress(1);
        return new ExperimentResult(
            "The generator descends V(G, D0*), but its true loss is V(G, D*) >= V(G, D0*). The two touch, with equal slope, where D0* " +
            "was trained, and part with the square of the step: so train D close to its optimum and step G little.",
            values, [("values", Values(steps, first, best)), ("training", Training(plays))]);
    }

    private Distribution Generator(double mean) => Distribution.Gaussian(mean, _deviation);

    private double AgainstBest(double mean) => GameValue.Minimax(_target, Generator(mean));

    private double AgainstFirst(double mean)
    {
        Distribution first = Generator(_mean), generator = Generator(mean);
        return -Expectation.Of(_target, x => Elementary.SoftPlus(-OptimalDiscriminator.Logit(_target, first, x)), first)
            - Expectation.Of(generator, x => Elementary.SoftPlus(OptimalDiscriminator.Logit(_target, first, x)), _target, first);
    }

    // Gradient descent on V(G, D), D trained to its optimum only every so many steps.
    private double[] Play(int stepsEach)
    {
        var means = new double[Steps + 1];
        means[0] = _mean;
        Distribution judged = Generator(_mean);
        for (int step = 0; step < Steps; step++)
        {
            double here = means[step];
            judged = step % stepsEach == 0 ? Generator(here) : judged;
            double slope = Math.Abs(here) < LargestMean * _deviation ? Slope(here, judged) : 0;
            means[step + 1] = here - _rate * slope;
        }
        return means;
    }

    // d/dmean E_q[log(1 - D)] = E_q[(x - mean) / deviation^2 log(1 - D)].
    private double Slope(double mean, Distribution judged) => -Expectation.Of(
        Generator(mean),
        x => (x - mean) / (_deviation * _deviation) * Elementary.SoftPlus(OptimalDiscriminator.Logit(_target, judged, x)),
        _target, judged);

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

    private JsonObject Row(int stepsEach, double[] means) => new()
    {
        ["generator_steps_per_discriminator"] = stepsEach,
        ["final_mean"] = ExperimentResult.Number(means[^1]),
        ["furthest_mean"] = ExperimentResult.Number(means.MaxBy(mean => Math.Abs(mean - _target.Mean))),
        ["final_jsd"] = ExperimentResult.Number(AgainstBest(means[^1]) / 2 + Math.Log(2)),
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

    private string Training((int StepsEach, double[] Means)[] plays)
    {
        double[] steps = [.. Enumerable.Range(0, Steps + 1).Select(k => (double)k)];
        double middle = _target.Mean, extent = Math.Max(Math.Abs(middle - _mean), _deviation);
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
