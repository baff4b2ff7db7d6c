using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class Jeffrey() : FDivergence(new(
    "jeffrey", "Jeffrey", "(u - 1) log u", "1 + log u - 1 / u", "v", "R", "W + 1 / W + t - 2, W = LambertW(exp(1 - t))"))
{
    public override double AtZero => double.PositiveInfinity;

    public override double CurvatureAtOne => 2;

    public override double SlopeAtInfinity => double.PositiveInfinity;

    public override double Activation(double v) => v;

    private protected override double FCore(double u) => (u - 1) * Math.Log(u);

    private protected override double SlopeCore(double u) => u == 0 ? double.NegativeInfinity : 1 + Math.Log(u) - 1 / u;

    // W + log W = 1 - t, so that W + 1 / W + t - 2 = 1 / W - 1 - log W, which does not cancel for large -t.
    private protected override double ConjugateCore(double t)
    {
        double w = LambertW.OfExponential(1 - t);
        return 1 / w - 1 - Math.Log(w);
    }

    private protected override double ExcessBelow(double r) => Elementary.ExpMinusOne(r) * r;

    private protected override double ExcessAbove(double r) => -Elementary.ExpMinusOne(-r) * r;
}
