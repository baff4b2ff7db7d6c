using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// LSGAN: the discriminator regresses real samples to b and generated ones to a; the generator wants c
/// (arXiv:1611.04076, equation 2). With b - c = 1 and b - a = 2 the generator minimises Pearson's chi-squared between
/// p + q and 2 q (not between p and q). Published codings (a, b, c): (-1, 1, 0), (-1, 1, 1), (0, 1, 1).
/// </summary>
public sealed class LeastSquares : Objective
{
    private readonly double _a;
    private readonly double _b;
    private readonly double _c;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "least-squares", "regression to labels instead of classification (LSGAN)", "arXiv:1611.04076, equation 2",
        [
            Setting.Text(
                "coding", "custom", "published labels (a, b, c): zero-one (0, 1, 1), signs (-1, 1, 1), pearson (-1, 1, 0)",
                "custom", "zero-one", "signs", "pearson"),
            Setting.Number("a", 0, "the discriminator's label of generated samples", -1e6, 1e6),
            Setting.Number("b", 1, "the discriminator's label of real samples", -1e6, 1e6),
            Setting.Number("c", 1, "what the generator wants the discriminator to say", -1e6, 1e6),
        ],
        settings => settings.Text("coding") == "custom"
            ? new LeastSquares(settings.Number("a"), settings.Number("b"), settings.Number("c"))
            : OfCoding(settings));

    /// <summary>The labels 0 and 1, (0, 1, 1): what the paper's own code uses.</summary>
    public static LeastSquares ZeroOne { get; } = new("zero-one", 0, 1, 1);

    /// <summary>The labels -1 and 1, (-1, 1, 1): generated samples as close to real ones as can be.</summary>
    public static LeastSquares Signs { get; } = new("signs", -1, 1, 1);

    /// <summary>(-1, 1, 0): the generator minimises Pearson's chi-squared between p + q and 2 q.</summary>
    public static LeastSquares Pearson { get; } = new("pearson", -1, 1, 0);

    /// <summary>Creates the objective.</summary>
    /// <param name="a">The discriminator's label of generated samples.</param>
    /// <param name="b">The discriminator's label of real samples; not a.</param>
    /// <param name="c">What the generator wants the discriminator to say.</param>
    public LeastSquares(double a = 0, double b = 1, double c = 1) : this("custom", a, b, c) { }

    private LeastSquares(string coding, double a, double b, double c) : base(Entry, ("coding", coding), ("a", a), ("b", b), ("c", c))
    {
        if (a == b)
        {
            throw new ArgumentException($"least-squares: a and b are both {a}, so real and generated samples would have the same label; choose, for instance, a 0 and b 1.");
        }
        (_a, _b, _c) = (a, b, c);
        Theorem = new Theorem(
            "D* = (b p + a q) / (p + q), and its loss there is (b - a)^2 (2 - chi2) / 8 with chi2 of p + q against 2 q",
            "Pearson chi-squared of p + q against 2 q",
            (p, q) => (b * p + a * q) / (p + q),
            Divergences.Triangular,
            chiSquared => (b - a) * (b - a) * (2 - chiSquared) / 8);
    }

    /// <inheritdoc/>
    public override Theorem Theorem { get; }

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => 0.5 * (realLogits - _b).square().mean() + 0.5 * (fakeLogits - _a).square().mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => 0.5 * (fakeLogits - _c).square().mean();

    // A coding fixes the labels; saying others as well is a contradiction, saying nothing (the defaults) is not.
    private static LeastSquares OfCoding(SettingValues settings)
    {
        LeastSquares coded = settings.Text("coding") switch { "signs" => Signs, "pearson" => Pearson, _ => ZeroOne };
        foreach ((Setting setting, object value) in settings.All.Where(pair => pair.Value is double))
        {
            if (!value.Equals(setting.Default) && !value.Equals(coded.Settings[setting.Name]))
            {
                throw new ArgumentException(
                    $"least-squares: coding {settings.Text("coding")} fixes {setting.Name} at {Setting.Show(coded.Settings[setting.Name])}, but {setting.Name} is set to {Setting.Show(value)}; set coding to custom.");
            }
        }
        return coded;
    }
}
