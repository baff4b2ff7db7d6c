using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

/// <summary>
/// A multiple of an alpha-divergence: alpha itself, Pearson (2 times a = 2), Neyman (2, a = -1), Hellinger (1/2, a = 1/2).
/// </summary>
internal abstract class PowerDivergence : FDivergence
{
    private readonly double _a;
    private readonly double _multiple;

    private protected PowerDivergence(double a, double multiple, FDivergenceFormulas formulas) : base(formulas)
        => (_a, _multiple) = (a, multiple);

    public override double AtZero => _a > 0 ? _multiple / _a : double.PositiveInfinity;

    public override double SlopeAtInfinity => _a < 1 ? _multiple / (1 - _a) : double.PositiveInfinity;

    public override double CurvatureAtOne => _multiple;

    internal override double? TailPower => _a is > 0 and < 1 ? null : _a;

    // The mirrored divergence, u f(1/u), is that of 1 - a.
    internal override double Contribution(double logP, double logQ) => logP <= logQ
        ? _multiple * Below(_a, logP - logQ, logQ)
        : _multiple * Below(1 - _a, logQ - logP, logP);

    private protected override double ExcessBelow(double r) => _multiple * Below(_a, r, 0);

    private protected override double ExcessAbove(double r) => _multiple * Below(1 - _a, -r, 0);

    // exp(logScale) (u^a - 1 - a (u - 1)) / (a (a - 1)) at u = exp(r), r at most 0; with h(x) = exp(x) - 1 - x the terms of first
    // order are gone, and a large power joins the scale before it overflows.
    private static double Below(double a, double r, double logScale)
    {
        double scale = Math.Exp(logScale);
        double excess = a * r < 30
            ? scale * (Elementary.ExpMinusTangent(a * r) - a * Elementary.ExpMinusTangent(r))
            : Math.Exp(logScale + a * r) - scale * (1 + a * Elementary.ExpMinusOne(r));
        return excess / (a * (a - 1));
    }
}
