using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class TotalVariation() : FDivergence(new(
    "total-variation", "total variation", "|u - 1| / 2", "sign(u - 1) / 2", "tanh(v) / 2", "-1/2 <= t <= 1/2", "t"))
{
    public override double AtZero => 0.5;

    public override double CurvatureAtOne => double.PositiveInfinity;

    public override double SlopeAtInfinity => 0.5;

    public override double Activation(double v) => Math.Tanh(v) / 2;

    private protected override double FCore(double u) => Math.Abs(u - 1) / 2;

    private protected override double SlopeCore(double u) => Math.Sign(u - 1) / 2.0;

    private protected override double ConjugateCore(double t) => t;

    private protected override double ExcessBelow(double r) => -Elementary.ExpMinusOne(r) / 2;

    private protected override double ExcessAbove(double r) => -Elementary.ExpMinusOne(-r) / 2;
}
