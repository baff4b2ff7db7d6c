using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class JensenShannon() : FDivergence(new(
    "js", "Jensen-Shannon (twice the usual)", "u log u - (u + 1) log((1 + u) / 2)", "log(2 u / (1 + u))",
    "log 2 - log(1 + exp(-v))",
    "t < log 2", "-log(2 - exp t)"))
{
    private static readonly double Log2 = Math.Log(2);

    public override double AtZero => Log2;

    public override double CurvatureAtOne => 0.5;

    public override double SlopeAtInfinity => Log2;

    public override double Activation(double v) => Log2 - Elementary.SoftPlus(-v);

    private protected override double FCore(double u) => u * Math.Log(u) - (u + 1) * Math.Log((1 + u) / 2);

    private protected override double SlopeCore(double u) => double.IsPositiveInfinity(u) ? Log2 : Math.Log(2 * u / (1 + u));

    private protected override double ConjugateCore(double t)
        => t >= Log2 ? double.PositiveInfinity : -Elementary.LogOnePlus(-Elementary.ExpMinusOne(t));

    private protected override double ExcessBelow(double r) => 2 * JensenShannonExcess.Of(0.5, r);

    private protected override double ExcessAbove(double r) => 2 * JensenShannonExcess.Of(0.5, -r);
}
