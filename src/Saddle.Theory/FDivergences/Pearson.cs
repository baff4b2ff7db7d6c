namespace Saddle.Theory.FDivergences;

internal sealed class Pearson() : PowerDivergence(2, 2, new(
    "pearson", "Pearson chi-squared", "(u - 1)^2", "2 (u - 1)", "v", "R", "t^2 / 4 + t, and -1 below t = -2"))
{
    public override double Activation(double v) => v;

    private protected override double FCore(double u) => (u - 1) * (u - 1);

    private protected override double SlopeCore(double u) => 2 * (u - 1);

    private protected override double ConjugateCore(double t) => t * t / 4 + t;
}
