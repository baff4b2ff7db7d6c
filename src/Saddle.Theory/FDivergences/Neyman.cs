using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class Neyman() : PowerDivergence(-1, 2, new(
    "neyman", "Neyman chi-squared", "(1 - u)^2 / u", "1 - 1 / u^2", "1 - exp(-v)", "t <= 1", "2 - 2 sqrt(1 - t)"))
{
    public override double Activation(double v) => -Elementary.ExpMinusOne(-v);

    private protected override double FCore(double u) => (1 - u) * (1 - u) / u;

    private protected override double SlopeCore(double u) => 1 - 1 / (u * u);

    private protected override double ConjugateCore(double t) => 2 - 2 * Math.Sqrt(1 - t);
}
