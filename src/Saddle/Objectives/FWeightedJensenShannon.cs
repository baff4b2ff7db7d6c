using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// Jensen-Shannon with unequal weights pi and 1 - pi: f(u) = pi u log u - (1 - pi + pi u) log(1 - pi + pi u),
/// g_f(v) = -pi log pi - log(1 + exp(-v)), f*(t) = (1 - pi) log[(1 - pi) / (1 - pi exp(t / pi))].
/// </summary>
public sealed class FWeightedJensenShannon : FDivergenceObjective
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "f-weighted-js", "Jensen-Shannon divergence with weights pi and 1 - pi", "arXiv:1606.00709, tables 4 and 5",
        [GeneratorSetting, Setting.Number("pi", 0.5, "the weight of the real distribution", 1e-6, 1 - 1e-6)],
        s => new FWeightedJensenShannon(s.Number("pi"), s.Text("generator")));

    private readonly double _pi;

    /// <summary>Creates the objective.</summary>
    /// <param name="pi">The weight of the real distribution, within (0, 1).</param>
    /// <param name="generator">minimise (F) or maximise (g_f(V)).</param>
    public FWeightedJensenShannon(double pi = 0.5, string generator = "minimise") : base(Entry, generator, ("pi", pi)) => _pi = pi;

    /// <inheritdoc/>
    protected override double F(double u)
    {
        double mixed = 1 - _pi + _pi * u;
        return _pi * u * Math.Log(u) - mixed * Math.Log(mixed);
    }

    /// <inheritdoc/>
    protected override double OptimalLogit(double u)
    {
        // log D* = pi log(pi u / (1 - pi + pi u)), and v = log D* - log(1 - D*).
        double logD = _pi * Math.Log(_pi * u / (1 - _pi + _pi * u));
        return logD - Math.Log(1 - Math.Exp(logD));
    }

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => LogD(logits) - _pi * Math.Log(_pi);

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits)
    {
        // pi exp(t / pi) is D^(1 / pi); expm1 keeps 1 minus it exact where D is nearly 1.
        Tensor rest = -(LogD(logits) / _pi).expm1();
        return (1 - _pi) * (Math.Log(1 - _pi) - rest.log());
    }

    private static Tensor LogD(Tensor logits) => -MinusLogD(logits);
}
