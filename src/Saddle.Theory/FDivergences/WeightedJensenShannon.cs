using System.Globalization;
using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

internal sealed class WeightedJensenShannon : FDivergence
{
    private readonly double _pi;

    internal WeightedJensenShannon(double pi) : base(new(
        "weighted-js",
        string.Create(CultureInfo.InvariantCulture, $"weighted Jensen-Shannon with pi = {pi}"),
        "pi u log u - (1 - pi + pi u) log(1 - pi + pi u)",
        "pi log(u / (1 - pi + pi u))",
        "-pi log pi - log(1 + exp(-v))",
        "t < -pi log pi",
        "(1 - pi) log((1 - pi) / (1 - pi exp(t / pi)))"))
        => _pi = pi is > 0 and < 1
            ? pi
            : throw new InputException("The weight pi lies between 0 and 1, both excluded; at either end the divergence is 0.");

    public override double AtZero => -(1 - _pi) * Elementary.LogOnePlus(-_pi);

    public override double CurvatureAtOne => _pi * (1 - _pi);

    public override double SlopeAtInfinity => -_pi * Math.Log(_pi);

    public override double Activation(double v) => SlopeAtInfinity - Elementary.SoftPlus(-v);

    private protected override double FCore(double u)
    {
        double m = 1 - _pi + _pi * u;
        return _pi * u * Math.Log(u) - m * Math.Log(m);
    }

    private protected override double SlopeCore(double u)
        => double.IsPositiveInfinity(u) ? SlopeAtInfinity : _pi * Math.Log(u / (1 - _pi + _pi * u));

    private protected override double ConjugateCore(double t) => t >= SlopeAtInfinity
        ? double.PositiveInfinity
        : (1 - _pi) * (Elementary.LogOnePlus(-_pi) - Elementary.LogOnePlus(-_pi * Math.Exp(t / _pi)));

    private protected override double ExcessBelow(double r) => JensenShannonExcess.Of(_pi, r);

    private protected override double ExcessAbove(double r) => JensenShannonExcess.Of(1 - _pi, -r);
}
