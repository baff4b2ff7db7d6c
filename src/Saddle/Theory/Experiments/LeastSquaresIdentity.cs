using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Reporting;

namespace Saddle.Theory.Experiments;

/// <summary>LSGAN's optimal discriminator for any labels, what both losses are worth there, and the chi-squared identity.</summary>
public sealed class LeastSquaresIdentity : Experiment
{
    private const string Title = "The optimal discriminator (b p + a q) / (p + q)";

    private readonly Distribution _p, _q;
    private readonly double _a, _b, _c;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Experiment> Entry { get; } = new(
        "least-squares", "D* = (b p + a q) / (p + q), and the chi-squared that LSGAN minimises", "arXiv:1611.04076, section 3.2",
        [
            Setting.Number("a", -1, "the label of generated samples", -1e6, 1e6),
            Setting.Number("b", 1, "the label of real samples", -1e6, 1e6),
            Setting.Number("c", 0, "what the generator wants the discriminator to say", -1e6, 1e6),
            Setting.Text("p", "0.33*N(-1,0.25)+0.67*N(2,1.4142)", $"real data: {DistributionInput.Forms}"),
            Setting.Text("q", "N(1,1.8)", "the generator's distribution, typed likewise"),
        ],
        s => new LeastSquaresIdentity(s.Number("a"), s.Number("b"), s.Number("c"), s.Text("p"), s.Text("q")));

    /// <summary>The published codings by name: (a, b, c).</summary>
    private static readonly (string Name, double A, double B, double C)[] s_codings =
        [("pearson", -1, 1, 0), ("signs", -1, 1, 1), ("zero-one", 0, 1, 1)];

    /// <summary>Creates the experiment.</summary>
    /// <param name="a">The label of generated samples.</param>
    /// <param name="b">The label of real samples; not a.</param>
    /// <param name="c">What the generator wants the discriminator to say.</param>
    /// <param name="p">Real data, as <see cref="Distribution.Parse"/> reads it.</param>
    /// <param name="q">The generator's distribution.</param>
    /// <exception cref="ArgumentException">a is b, a text is not a distribution, or both are lists of different lengths.</exception>
    public LeastSquaresIdentity(double a, double b, double c, string p, string q)
        : base(Entry, ("a", a), ("b", b), ("c", c), ("p", p), ("q", q))
    {
        if (a == b)
        {
            throw new ArgumentException(
                $"least-squares: a and b are both {Setting.Show(a)}, so real and generated samples would have the same label; " +
                "choose, for instance, a -1 and b 1.");
        }
        (_a, _b, _c) = (a, b, c);
        (_p, _q) = (DistributionInput.Read("p", p), DistributionInput.Read("q", q));
        _p.CheckComparable(_q);
    }

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        Identity pearson = Measure(-1, 1, 0);
        Distribution middle = Distribution.Mixture((0.5, _p), (0.5, _q));
        double chiSquared = GameValue.LeastSquares(_p, _q);
        // Over densities of mass 2 the divergence is twice that over their halves.
        double ofMiddle = 2 * FDivergence.Pearson.Between(_q, middle);
        progress(0.5);
        Identity chosen = Measure(_a, _b, _c);
        var values = new JsonObject
        {
            ["chi_squared"] = ExperimentResult.Number(chiSquared),
            ["chi_squared_against_mixture"] = ExperimentResult.Number(ofMiddle),
            ["twice_generator_loss"] = ExperimentResult.Number(2 * pearson.Generator),
            ["identity_error"] = ExperimentResult.Number(
                Math.Max(Math.Abs(2 * pearson.Generator - chiSquared), Math.Abs(ofMiddle - chiSquared))),
            ["is_pearson"] = _b - _c == 1 && _b - _a == 2,
            ["discriminator_loss"] = ExperimentResult.Number(chosen.Discriminator),
            ["discriminator_loss_by_formula"] = ExperimentResult.Number(GameValue.LeastSquaresDiscriminatorLoss(_p, _q, _a, _b)),
            ["generator_loss"] = ExperimentResult.Number(chosen.Generator),
            ["generator_loss_by_formula"] = ExperimentResult.Number(GameValue.LeastSquaresGeneratorLoss(_p, _q, _a, _b, _c)),
            ["optimal_discriminator"] = new JsonArray([.. Places().Select(Row)]),
            ["codings"] = new JsonArray([.. s_codings.Select(Row)]),
        };
        progress(1);
        return new ExperimentResult(
            "Least squares' optimal discriminator is D* = (b p + a q) / (p + q). With b - c = 1 and b - a = 2 twice the generator's loss " +
            "there, the real samples' term included, is the integral of (p - q)^2 / (p + q): chi-squared between p + q and 2 q, not between p and q.",
            values, Charts());
    }

    // Both losses at D*, as they are defined.
    private Identity Measure(double a, double b, double c)
    {
        double D(double x) => OptimalDiscriminator.LeastSquares(_p, _q, x, a, b);
        double Both(Func<double, double> ofReal, Func<double, double> ofFake)
            => (Expectation.Of(_p, x => ofReal(x) * ofReal(x), _q) + Expectation.Of(_q, x => ofFake(x) * ofFake(x), _p)) / 2;
        return new(Both(x => D(x) - b, x => D(x) - a), Both(x => D(x) - c, x => D(x) - c));
    }

    private JsonObject Row((string Name, double A, double B, double C) coding)
    {
        Identity losses = Measure(coding.A, coding.B, coding.C);
        return new JsonObject
        {
            ["coding"] = coding.Name,
            ["a"] = coding.A,
            ["b"] = coding.B,
            ["c"] = coding.C,
            ["b_minus_c"] = coding.B - coding.C,
            ["b_minus_a"] = coding.B - coding.A,
            ["discriminator_loss"] = ExperimentResult.Number(losses.Discriminator),
            ["generator_loss"] = ExperimentResult.Number(losses.Generator),
            ["twice_generator_loss_is_chi_squared"] = coding.B - coding.C == 1 && coding.B - coding.A == 2,
        };
    }

    private JsonObject Row(double x) => new JsonObject
    {
        ["x"] = ExperimentResult.Number(x),
        ["d"] = ExperimentResult.Number(OptimalDiscriminator.LeastSquares(_p, _q, x, _a, _b)),
    };

    // Atoms, and nine places across the densities.
    private IEnumerable<double> Places()
    {
        IEnumerable<double> places = _p.Atoms.Concat(_q.Atoms).Select(atom => atom.Position);
        if (!_p.IsDiscrete || !_q.IsDiscrete)
        {
            double low = Math.Min(_p.Quantile(0.01), _q.Quantile(0.01)), high = Math.Max(_p.Quantile(0.99), _q.Quantile(0.99));
            places = places.Concat(Enumerable.Range(0, 9).Select(k => low + (high - low) * k / 8));
        }
        return places.Distinct().Order();
    }

    private (string, string)[] Charts()
    {
        (double A, double B)[] labels = [.. new[] { (_a, _b), (-1, 1), (0, 1) }.Distinct()];
        return
        [
            ("distributions", DistributionChart.Draw("Real data p and generated q", ("p", _p), ("q", _q))),
            ("discriminator", _p.IsDiscrete && _q.IsDiscrete ? Bars(labels) : Lines(labels)),
        ];
    }

    private static string Show((double A, double B) labels) => FormattableString.Invariant($"a = {labels.A}, b = {labels.B}");

    private double Optimum((double A, double B) labels, double x) => OptimalDiscriminator.LeastSquares(_p, _q, x, labels.A, labels.B);

    private string Bars((double A, double B)[] labels)
    {
        double[] places = [.. Places()];
        return new BarChart(
            Title, [.. places.Select(x => x.ToString("0.####", CultureInfo.InvariantCulture))],
            [.. labels.Select(pair => (Show(pair), (IReadOnlyList<double>)[.. places.Select(x => Optimum(pair, x))]))])
        {
            XLabel = "x",
            YLabel = "D*",
        }.ToSvg();
    }

    // Atoms are dots beside the densities' line.
    private string Lines((double A, double B)[] labels)
    {
        double[] atoms = [.. _p.Atoms.Concat(_q.Atoms).Select(atom => atom.Position).Distinct()];
        double[] places = DistributionChart.Places(_p, _q);
        double[] x = [.. places, .. atoms.SelectMany(at => new[] { at, at })];
        return new LineChart(Title, [.. labels.Select(pair => new LineSeries(
            Show(pair), x,
            [.. places.Select(at => Optimum(pair, at)), .. atoms.SelectMany(at => new[] { double.NaN, Optimum(pair, at) })]))])
        {
            XLabel = "x",
            YLabel = "D*",
        }.ToSvg();
    }

    private sealed record Identity(double Discriminator, double Generator);
}
