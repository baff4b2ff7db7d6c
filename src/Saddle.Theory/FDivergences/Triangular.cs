using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class Triangular() : FDivergence(new(
    "triangular", "triangular discrimination", "(u - 1)^2 / (u + 1)", "(u - 1) (u + 3) / (u + 1)^2", "1 - exp(-v)", "t <= 1",
    "4 - t - 4 sqrt(1 - t)"))
{
    public override double AtZero => 1;

    public override double CurvatureAtOne => 1;

    public override double SlopeAtInfinity => 1;

    public override double Activation(double v) => -Elementary.ExpMinusOne(-v);

    private protected override double FCore(double u) => (u - 1) * (u - 1) / (u + 1);

    // 1 - 4 / (u + 1)^2, written so that it is exactly 0 at 1.
    private protected override double SlopeCore(double u) => u > 1e8 ? 1 : (u - 1) * (u + 3) / ((u + 1) * (u + 1));

    private protected override double ConjugateCore(double t) => 4 - t - 4 * Math.Sqrt(1 - t);

    private protected override double ExcessBelow(double r)
    {
        double difference = Elementary.ExpMinusOne(r);
        return difference * difference / (2 + difference);
    }

    private protected override double ExcessAbove(double r) => ExcessBelow(-r);
}
