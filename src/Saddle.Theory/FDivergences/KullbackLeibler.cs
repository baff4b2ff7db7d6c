using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class KullbackLeibler() : FDivergence(new(
    "kl", "Kullback-Leibler", "u log u", "1 + log u", "v", "R", "exp(t - 1)"))
{
    public override double AtZero => 0;

    public override double SlopeAtOne => 1;

    public override double CurvatureAtOne => 1;

    public override double SlopeAtInfinity => double.PositiveInfinity;

    public override double Activation(double v) => v;

    private protected override double FCore(double u) => u * Math.Log(u);

    private protected override double SlopeCore(double u) => 1 + Math.Log(u);

    private protected override double ConjugateCore(double t) => Math.Exp(t - 1);

    // u log u - u + 1 = u h(-r) with h(x) = exp(x) - 1 - x.
    private protected override double ExcessBelow(double r)
        => r < -700 ? 1 : Math.Exp(r) * Elementary.ExpMinusTangent(-r);

    private protected override double ExcessAbove(double r) => Elementary.ExpMinusTangent(-r);
}
