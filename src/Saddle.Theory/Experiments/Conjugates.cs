using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The Fenchel conjugate as it is drawn: every u is a line u t - f(u), and f*(t) is the upper envelope of them all. With more
/// lines the envelope comes nearer to the formula.
/// </summary>
[Component(
    "conjugates", "a Fenchel conjugate as the upper envelope of lines", Source = "arXiv:1606.00709, sections 2.1 and 2.2")]
public sealed partial record Conjugates : Experiment
{
    private static readonly int[] s_multiples = [1, 4, 16, 64];
    private static readonly string[] s_names =
        ["kl", "reverse-kl", "pearson", "neyman", "hellinger", "jeffrey", "js", "weighted-js", "gan", "alpha", "total-variation"];

    private static readonly double[] s_levels = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

    /// <summary>Whose f.</summary>
    [Setting] public string Divergence { get; init; } = "kl";

    /// <summary>Weighted-js: the weight of p, between 0 and 1.</summary>
    [Setting(0, 1)] public double Pi { get; init; } = 0.25;

    /// <summary>Alpha: any number but 0 and 1.</summary>
    [Setting(-100, 100)] public double A { get; init; } = -0.5;

    /// <summary>How many lines are drawn.</summary>
    [Setting(2, 60)] public int Lines { get; init; } = 12;

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        FDivergence divergence = Find();
        double[] inside = [.. s_levels.Select(divergence.Activation)];
        var values = new JsonObject
        {
            ["f"] = divergence.Formulas.F,
            ["conjugate"] = divergence.Formulas.Conjugate,
            ["domain"] = divergence.Formulas.Domain,
            ["optimal_discriminator"] = divergence.Formulas.Slope,
            ["envelopes"] = new JsonArray([.. s_multiples.Select(times => Row(divergence, times * Lines, inside))]),
            ["values"] = new JsonArray([.. inside.Select(t => Row(divergence, t))]),
        };
        progress(1);
        return new ExperimentResult(
            "f*(t) is the largest u t - f(u) over u: each u is a line over t, and f* their upper envelope. " +
            "The line that is on top at t has " +
            "f'(u) = t, which is why the optimal critic is T* = f'(p/q).",
            values, [("envelope", Envelope(divergence, inside))]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        if (s_names.Contains(Divergence))
        {
            return Refusal.Of(() => Find());
        }
        string hint = Names.Nearest(Divergence, s_names) is { } near ? $" (did you mean {near}?)" : "";
        return [$"divergence must be one of {string.Join(", ", s_names)}, but is {Setting.Show(Divergence)}{hint}"];
    }

    private FDivergence Find() => Divergence switch
    {
        "weighted-js" => FDivergence.WeightedJensenShannon(Pi),
        "alpha" => FDivergence.Alpha(A),
        _ => FDivergence.Family.Single(member => member.Name == Divergence),
    };

    // Tangents: u with f'(u) = g(v) for equally spaced v. A kink has but one, u = 1; others turn about its ends.
    private static LineEnvelope Tangents(FDivergence divergence, int count)
    {
        IEnumerable<double> share = Enumerable.Range(0, count).Select(k => (double)k / (count - 1));
        return LineEnvelope.Of(divergence.F, double.IsInfinity(divergence.CurvatureAtOne)
            ? [1, .. share.Select(x => 2 * x)]
            : [.. share.Select(x => RatioAt(divergence, divergence.Activation(s_levels[0] + (s_levels[^1] - s_levels[0]) * x)))]);
    }

    // Where f' is t: it grows with u.
    private static double RatioAt(FDivergence divergence, double t)
    {
        double low = -60, high = 60;
        for (int halving = 0; halving < 100; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = divergence.Slope(Math.Exp(middle)) < t ? (middle, high) : (low, middle);
        }
        return Math.Exp(low);
    }

    private static JsonObject Row(FDivergence divergence, int count, double[] inside)
    {
        LineEnvelope envelope = Tangents(divergence, count);
        IEnumerable<double> between = Enumerable.Range(0, 2001).Select(k => inside[0] + (inside[^1] - inside[0]) * k / 2000);
        return new JsonObject
        {
            ["lines"] = count,
            ["largest_gap_below_conjugate"] = ExperimentResult.Number(
                between.Max(t => divergence.Conjugate(t) - envelope.At(t).Value)),
        };
    }

    private JsonObject Row(FDivergence divergence, double t) => new JsonObject
    {
        ["t"] = ExperimentResult.Number(t),
        ["conjugate"] = ExperimentResult.Number(divergence.Conjugate(t)),
        ["envelope"] = ExperimentResult.Number(Tangents(divergence, 64 * Lines).At(t).Value),
    };

    private string Envelope(FDivergence divergence, double[] inside)
    {
        LineEnvelope envelope = Tangents(divergence, Lines);
        double low = inside[0], high = inside[^1];
        double[] t = [.. Enumerable.Range(0, 201).Select(k => low + (high - low) * k / 200)];
        double[] formula = [.. t.Select(divergence.Conjugate)], top = [.. t.Select(at => envelope.At(at).Value)];
        double floor = top.Min(), extent = Math.Max(top.Max() - floor, 1e-6);
        var limits = new PlotLimits(low, high, floor - 0.5 * extent, floor + 1.1 * extent);
        return new LineChart(
            $"The conjugate of {divergence} as an envelope of lines",
            LinesWithin(envelope, limits), new LineSeries("upper envelope", t, top),
            new LineSeries("f*(t) by formula", t, formula))
        {
            XLabel = "t",
            YLabel = "u t - f(u)",
            Height = 400,
            Limits = limits,
        }.ToSvg();
    }

    // Every line where it is inside the picture.
    private static LineSeries LinesWithin(LineEnvelope envelope, PlotLimits limits)
    {
        var x = new List<double>();
        var y = new List<double>();
        foreach ((double u, double f) in envelope.Slopes.Zip(envelope.Values).Where(line => double.IsFinite(line.Second)))
        {
            double from = limits.MinimumX, to = limits.MaximumX;
            if (u > 0)
            {
                from = Math.Max(from, (limits.MinimumY + f) / u + 1e-9);
                to = Math.Min(to, (limits.MaximumY + f) / u - 1e-9);
            }
            if (from < to)
            {
                x.AddRange([from, from, to]);
                y.AddRange([double.NaN, u * from - f, u * to - f]);
            }
        }
        return new LineSeries("lines u t - f(u)", x, y) { Faint = true };
    }
}
