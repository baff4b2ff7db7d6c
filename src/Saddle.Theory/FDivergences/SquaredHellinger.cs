using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class SquaredHellinger() : PowerDivergence(0.5, 0.5, new(
    "hellinger", "squared Hellinger", "(sqrt u - 1)^2", "1 - 1 / sqrt u", "1 - exp(-v)", "t < 1", "t / (1 - t)"))
{
    public override double Activation(double v) => -Elementary.ExpMinusOne(-v);

    private protected override double FCore(double u) => (Math.Sqrt(u) - 1) * (Math.Sqrt(u) - 1);

    private protected override double SlopeCore(double u) => 1 - 1 / Math.Sqrt(u);

    private protected override double ConjugateCore(double t) => t / (1 - t);
}
