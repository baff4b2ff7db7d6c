using Saddle.Theory.Numerics;

namespace Saddle.Theory.FDivergences;

/// <summary>What the three divergences to a mixture integrate: Jensen-Shannon, weighted or not, and the GAN's.</summary>
internal static class JensenShannonExcess
{
    /// <summary>
    /// The excess f(u) - f(1) - f'(1)(u - 1) of the weighted divergence at u = exp(r), r at most 0; over u it is that of 1 - pi
    /// at -r.
    /// </summary>
    /// <remarks>pi u h(log(m / u)) + (1 - pi) h(log m) with m = 1 - pi + pi u and h(x) = exp(x) - 1 - x: never
    /// negative.</remarks>
    internal static double Of(double pi, double r)
    {
        double logM = Elementary.LogOnePlus(pi * Elementary.ExpMinusOne(r));
        double real = r < -700 ? 1 - pi : Math.Exp(r) * Elementary.ExpMinusTangent(logM - r);
        return pi * real + (1 - pi) * Elementary.ExpMinusTangent(logM);
    }
}
