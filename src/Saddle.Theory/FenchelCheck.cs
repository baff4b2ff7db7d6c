namespace Saddle.Theory;

/// <summary>
/// A row of the table of f-divergences checked by numbers: errors of three identities over u from exp(-5) to exp(5), each against
/// the size of the terms, 1 + |f(u)| + u |f'(u)|. Rounding leaves about 1e-14.
/// </summary>
/// <param name="Divergence">The row.</param>
/// <param name="EqualityError">Of Fenchel's equality f(u) + f*(T*) = u T* at T* = f'(u).</param>
/// <param name="EnvelopeError">Of f* against the upper envelope of the lines u t - f(u).</param>
/// <param name="BiconjugateError">Of f against the upper envelope of the lines t u - f*(t): f** = f.</param>
public sealed record FenchelCheck(FDivergence Divergence, double EqualityError, double EnvelopeError, double BiconjugateError)
{
    /// <summary>Checks a divergence.</summary>
    /// <param name="divergence">Which.</param>
    public static FenchelCheck Of(FDivergence divergence)
    {
        ArgumentNullException.ThrowIfNull(divergence);
        double[] ratios = [.. Enumerable.Range(-160, 321).Select(k => Math.Exp(k / 32.0))];
        double[] slopes = [.. ratios.Select(divergence.Slope)];
        LineEnvelope lines = LineEnvelope.Of(divergence.F, ratios);
        LineEnvelope back = LineEnvelope.Of(divergence.Conjugate, slopes);
        return new FenchelCheck(
            divergence,
            Largest((u, t) => divergence.F(u) + divergence.Conjugate(t) - u * t),
            Largest((_, t) => divergence.Conjugate(t) - lines.At(t).Value),
            Largest((u, _) => divergence.F(u) - back.At(u).Value));

        double Largest(Func<double, double, double> error) => ratios.Zip(slopes)
            .Max(
                pair => Math.Abs(error(pair.First, pair.Second))
                / (1 + Math.Abs(divergence.F(pair.First)) + pair.First * Math.Abs(pair.Second)));
    }
}
