using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class GanDivergence() : FDivergence(new(
    "gan", "GAN", "u log u - (u + 1) log(u + 1)", "log(u / (u + 1))", "-log(1 + exp(-v))", "t < 0", "-log(1 - exp t)"))
{
    private static readonly double Log2 = Math.Log(2);

    public override double AtZero => 0;

    public override double AtOne => -2 * Log2;

    public override double SlopeAtOne => -Log2;

    public override double CurvatureAtOne => 0.5;

    public override double SlopeAtInfinity => 0;

    public override double Activation(double v) => -Elementary.SoftPlus(-v);

    private protected override double FCore(double u) => u * Math.Log(u) - (u + 1) * Math.Log(u + 1);

    private protected override double SlopeCore(double u) => u == 0 ? double.NegativeInfinity : -Elementary.LogOnePlus(1 / u);

    private protected override double ConjugateCore(double t) => -Math.Log(-Elementary.ExpMinusOne(t));

    private protected override double ExcessBelow(double r) => 2 * JensenShannonExcess.Of(0.5, r);

    private protected override double ExcessAbove(double r) => 2 * JensenShannonExcess.Of(0.5, -r);
}
