using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The Fenchel conjugate as it is drawn: every u is a line u t - f(u), and f*(t) is the upper envelope of them all. With more
/// lines the envelope comes nearer to the formula.
/// </summary>
public sealed class Conjugates : Experiment
{
    private static readonly string[] s_names =
        ["kl", "reverse-kl", "pearson", "neyman", "hellinger", "jeffrey", "js", "weighted-js", "gan", "alpha", "total-variation"];

    private static readonly double[] s_levels = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

    private readonly FDivergence _divergence;
    private readonly int _lines;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "conjugates", "a Fenchel conjugate as the upper envelope of lines", "arXiv:1606.00709, sections 2.1 and 2.2",
        [
            Setting.Text("divergence", "kl", "whose f", s_names),
            Setting.Number("pi", 0.25, "weighted-js: the weight of p, between 0 and 1", 0, 1),
            Setting.Number("a", -0.5, "alpha: any number but 0 and 1", -100, 100),
            Setting.Whole("lines", 12, "how many lines are drawn", 2, 60),
        ],
        s => new Conjugates(s.Text("divergence"), s.Number("pi"), s.Number("a"), (int)s.Whole("lines")));

    /// <summary>Creates the experiment.</summary>
    /// <param name="divergence">The name of the divergence.</param>
    /// <param name="pi">The weight of weighted Jensen-Shannon.</param>
    /// <param name="a">The a of alpha.</param>
    /// <param name="lines">How many lines are drawn.</param>
    /// <exception cref="ArgumentException">A setting is out of range; a in {0, 1} names its limit.</exception>
    public Conjugates(string divergence, double pi, double a, int lines)
        : base(Entry, ("divergence", divergence), ("pi", pi), ("a", a), ("lines", (long)lines))
    {
        _lines = lines;
        _divergence = divergence switch
        {
            "weighted-js" => FDivergence.WeightedJensenShannon(pi),
            "alpha" => FDivergence.Alpha(a),
            _ => FDivergence.Family.Single(member => member.Name == divergence),
        };
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        double[] inside = [.. s_levels.Select(_divergence.Activation)];
        var values = new JsonObject
        {
            ["f"] = _divergence.Formulas.F,
            ["conjugate"] = _divergence.Formulas.Conjugate,
            ["domain"] = _divergence.Formulas.Domain,
            ["optimal_discriminator"] = _divergence.Formulas.Slope,
            ["envelopes"] = new JsonArray([.. new[] { _lines, 4 * _lines, 16 * _lines, 64 * _lines }.Select(count => Row(count, inside))]),
            ["values"] = new JsonArray([.. inside.Select(Row)]),
        };
        progress(1);
        return new ExperimentResult(
            "f*(t) is the largest u t - f(u) over u: each u is a line over t, and f* their upper envelope. The line that is on top at t has " +
            "f'(u) = t, which is why the optimal critic is T* = f'(p/q).",
            values, [("envelope", Envelope(inside))]);
    }

    // Tangents: u with f'(u) = g(v) for equally spaced v. A kink has but one, u = 1; others turn about its ends.
    private LineEnvelope Lines(int count)
    {
        IEnumerable<double> share = Enumerable.Range(0, count).Select(k => (double)k / (count - 1));
        return LineEnvelope.Of(_divergence.F, double.IsInfinity(_divergence.CurvatureAtOne)
            ? [1, .. share.Select(x => 2 * x)]
            : [.. share.Select(x => RatioAt(_divergence.Activation(s_levels[0] + (s_levels[^1] - s_levels[0]) * x)))]);
    }

    // Where f' is t: it grows with u.
    private double RatioAt(double t)
    {
        double low = -60, high = 60;
        for (int halving = 0; halving < 100; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = _divergence.Slope(Math.Exp(middle)) < t ? (middle, high) : (low, middle);
        }
        return Math.Exp(low);
    }

    private JsonObject Row(int count, double[] inside)
    {
        LineEnvelope envelope = Lines(count);
        IEnumerable<double> between = Enumerable.Range(0, 2001).Select(k => inside[0] + (inside[^1] - inside[0]) * k / 2000);
        return new JsonObject
        {
            ["lines"] = count,
            ["largest_gap_below_conjugate"] = ExperimentResult.Number(
                between.Max(t => _divergence.Conjugate(t) - envelope.At(t).Value)),
        };
    }

    private JsonObject Row(double t) => new JsonObject
    {
        ["t"] = ExperimentResult.Number(t),
        ["conjugate"] = ExperimentResult.Number(_divergence.Conjugate(t)),
        ["envelope"] = ExperimentResult.Number(Lines(64 * _lines).At(t).Value),
    };

    private string Envelope(double[] inside)
    {
        LineEnvelope envelope = Lines(_lines);
        double low = inside[0], high = inside[^1];
        double[] t = [.. Enumerable.Range(0, 201).Select(k => low + (high - low) * k / 200)];
        double[] formula = [.. t.Select(_divergence.Conjugate)], top = [.. t.Select(at => envelope.At(at).Value)];
        double floor = top.Min(), extent = Math.Max(top.Max() - floor, 1e-6);
        var limits = new PlotLimits(low, high, floor - 0.5 * extent, floor + 1.1 * extent);
        return new LineChart(
            $"The conjugate of {_divergence} as an envelope of lines",
            LinesWithin(envelope, limits), new LineSeries("upper envelope", t, top), new LineSeries("f*(t) by formula", t, formula))
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
