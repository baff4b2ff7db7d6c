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
            Setting.Number("a", 0, "the discriminator's label of generated samples", -1e6, 1e6),
            Setting.Number("b", 1, "the discriminator's label of real samples", -1e6, 1e6),
            Setting.Number("c", 1, "what the generator wants the discriminator to say", -1e6, 1e6),
        ],
        settings => new LeastSquares(settings.Number("a"), settings.Number("b"), settings.Number("c")));

    /// <summary>Creates the objective.</summary>
    /// <param name="a">The discriminator's label of generated samples.</param>
    /// <param name="b">The discriminator's label of real samples; not a.</param>
    /// <param name="c">What the generator wants the discriminator to say.</param>
    public LeastSquares(double a = 0, double b = 1, double c = 1) : base(Entry, ("a", a), ("b", b), ("c", c))
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
}
