using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class ReverseKullbackLeibler() : FDivergence(new(
    "reverse-kl", "reverse Kullback-Leibler", "-log u", "-1 / u", "-exp(-v)", "t < 0", "-1 - log(-t)"))
{
    public override double AtZero => double.PositiveInfinity;

    public override double SlopeAtOne => -1;

    public override double CurvatureAtOne => 1;

    public override double SlopeAtInfinity => 0;

    public override double Activation(double v) => -Math.Exp(-v);

    private protected override double FCore(double u) => -Math.Log(u);

    private protected override double SlopeCore(double u) => -1 / u;

    private protected override double ConjugateCore(double t) => -1 - Math.Log(-t);

    // -log u + u - 1 = h(r) with h(x) = exp(x) - 1 - x.
    private protected override double ExcessBelow(double r) => Elementary.ExpMinusTangent(r);

    private protected override double ExcessAbove(double r)
        => r > 700 ? 1 : Math.Exp(-r) * Elementary.ExpMinusTangent(r);
}
