using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Components;
using Saddle.Graphics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// LSGAN's optimal discriminator for any labels, what both losses are worth there, and the chi-squared identity.
/// </summary>
[Component(
    "least-squares", "D* = (b p + a q) / (p + q), and the chi-squared that LSGAN minimises",
    Source = "arXiv:1611.04076, section 3.2")]
public sealed partial record LeastSquaresIdentity : Experiment
{
    private const string Title = "The optimal discriminator (b p + a q) / (p + q)";

    /// <summary>The published codings by name: (a, b, c).</summary>
    private static readonly (string Name, double A, double B, double C)[] s_codings =
        [("pearson", -1, 1, 0), ("signs", -1, 1, 1), ("zero-one", 0, 1, 1)];

    /// <summary>The label of generated samples.</summary>
    [Setting(-1e6, 1e6)] public double A { get; init; } = -1;

    /// <summary>The label of real samples.</summary>
    [Setting(-1e6, 1e6)] public double B { get; init; } = 1;

    /// <summary>What the generator wants the discriminator to say.</summary>
    [Setting(-1e6, 1e6)] public double C { get; init; }

    /// <summary>Real data: probabilities 0.1,0.2,0.7 or a mixture of N(mean,deviation), U(a,b), delta(x).</summary>
    [Setting] public string P { get; init; } = "0.33*N(-1,0.25)+0.67*N(2,1.4142)";

    /// <summary>The generator's distribution, typed likewise.</summary>
    [Setting] public string Q { get; init; } = "N(1,1.8)";

    /// <inheritdoc/>
    protected override ExperimentResult RunCore(Action<double> progress)
    {
        progress(0);
        (Distribution p, Distribution q) = (DistributionInput.Read("p", P), DistributionInput.Read("q", Q));
        Identity pearson = Measure(p, q, -1, 1, 0);
        Distribution middle = Distribution.Mixture((0.5, p), (0.5, q));
        double chiSquared = GameValue.LeastSquares(p, q);
        // Over densities of mass 2 the divergence is twice that over their halves.
        double ofMiddle = 2 * FDivergence.Pearson.Between(q, middle);
        progress(0.5);
        Identity chosen = Measure(p, q, A, B, C);
        var values = new JsonObject
        {
            ["chi_squared"] = ExperimentResult.Number(chiSquared),
            ["chi_squared_against_mixture"] = ExperimentResult.Number(ofMiddle),
            ["twice_generator_loss"] = ExperimentResult.Number(2 * pearson.Generator),
            ["identity_error"] = ExperimentResult.Number(
                Math.Max(Math.Abs(2 * pearson.Generator - chiSquared), Math.Abs(ofMiddle - chiSquared))),
            ["is_pearson"] = B - C == 1 && B - A == 2,
            ["discriminator_loss"] = ExperimentResult.Number(chosen.Discriminator),
            ["discriminator_loss_by_formula"] = ExperimentResult.Number(GameValue.LeastSquaresDiscriminatorLoss(p, q, A, B)),
            ["generator_loss"] = ExperimentResult.Number(chosen.Generator),
            ["generator_loss_by_formula"] = ExperimentResult.Number(GameValue.LeastSquaresGeneratorLoss(p, q, A, B, C)),
            ["optimal_discriminator"] = new JsonArray([.. Places(p, q).Select(x => Row(p, q, x))]),
            ["codings"] = new JsonArray([.. s_codings.Select(coding => Row(p, q, coding))]),
        };
        progress(1);
        return new ExperimentResult(
            "Least squares' optimal discriminator is D* = (b p + a q) / (p + q). " +
            "With b - c = 1 and b - a = 2 twice the generator's loss " +
            "there, the real samples' term included, is the integral of (p - q)^2 / (p + q): " +
            "chi-squared between p + q and 2 q, " +
            "not between p and q.",
            values, Charts(p, q));
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        IReadOnlyList<string> unread = DistributionInput.Problems(("p", P), ("q", Q));
        return A != B
            ? unread
            : unread.Prepend(
                $"a and b are both {Setting.Show(A)}, so real and generated samples would have the same label; " +
                "choose, for instance, a -1 and b 1");
    }

    // Both losses at D*, as they are defined.
    private static Identity Measure(Distribution p, Distribution q, double a, double b, double c)
    {
        double D(double x) => OptimalDiscriminator.LeastSquares(p, q, x, a, b);
        double Both(Func<double, double> ofReal, Func<double, double> ofFake)
            => (Expectation.Of(p, x => ofReal(x) * ofReal(x), q) + Expectation.Of(q, x => ofFake(x) * ofFake(x), p)) / 2;
        return new(Both(x => D(x) - b, x => D(x) - a), Both(x => D(x) - c, x => D(x) - c));
    }

    private static JsonObject Row(Distribution p, Distribution q, (string Name, double A, double B, double C) coding)
    {
        Identity losses = Measure(p, q, coding.A, coding.B, coding.C);
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

    private JsonObject Row(Distribution p, Distribution q, double x) => new JsonObject
    {
        ["x"] = ExperimentResult.Number(x),
        ["d"] = ExperimentResult.Number(OptimalDiscriminator.LeastSquares(p, q, x, A, B)),
    };

    // Atoms, and nine places across the densities.
    private static IEnumerable<double> Places(Distribution p, Distribution q)
    {
        IEnumerable<double> places = p.Atoms.Concat(q.Atoms).Select(atom => atom.Position);
        if (!p.IsDiscrete || !q.IsDiscrete)
        {
            double low = Math.Min(p.Quantile(0.01), q.Quantile(0.01)), high = Math.Max(p.Quantile(0.99), q.Quantile(0.99));
            places = places.Concat(Enumerable.Range(0, 9).Select(k => low + (high - low) * k / 8));
        }
        return places.Distinct().Order();
    }

    private (string, string)[] Charts(Distribution p, Distribution q)
    {
        (double A, double B)[] labels = [.. new[] { (A, B), (-1, 1), (0, 1) }.Distinct()];
        return
        [
            ("distributions", DistributionChart.Draw("Real data p and generated q", ("p", p), ("q", q))),
            ("discriminator", p.IsDiscrete && q.IsDiscrete ? Bars(p, q, labels) : Lines(p, q, labels)),
        ];
    }

    private static string Show((double A, double B) labels) => FormattableString.Invariant($"a = {labels.A}, b = {labels.B}");

    private static double Optimum(Distribution p, Distribution q, (double A, double B) labels, double x)
        => OptimalDiscriminator.LeastSquares(p, q, x, labels.A, labels.B);

    private static string Bars(Distribution p, Distribution q, (double A, double B)[] labels)
    {
        double[] places = [.. Places(p, q)];
        return new BarChart(
            Title, [.. places.Select(x => NumberText.Show(x, "0.####"))],
            [.. labels.Select(pair => (Show(pair), (IReadOnlyList<double>)[.. places.Select(x => Optimum(p, q, pair, x))]))])
        {
            XLabel = "x",
            YLabel = "D*",
        }.ToSvg();
    }

    // Atoms are dots beside the densities' line.
    private static string Lines(Distribution p, Distribution q, (double A, double B)[] labels)
    {
        double[] atoms = [.. p.Atoms.Concat(q.Atoms).Select(atom => atom.Position).Distinct()];
        double[] places = DistributionChart.Places(p, q);
        double[] x = [.. places, .. atoms.SelectMany(at => new[] { at, at })];
        return new LineChart(Title, [.. labels.Select(pair => new LineSeries(
            Show(pair), x,
            [
                .. places.Select(at => Optimum(p, q, pair, at)),
                .. atoms.SelectMany(at => new[] { double.NaN, Optimum(p, q, pair, at) }),
            ]))])
        {
            XLabel = "x",
            YLabel = "D*",
        }.ToSvg();
    }

    private sealed record Identity(double Discriminator, double Generator);
}
