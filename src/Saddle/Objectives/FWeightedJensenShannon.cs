using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// Jensen-Shannon with unequal weights pi and 1 - pi: f(u) = pi u log u - (1 - pi + pi u) log(1 - pi + pi u),
/// g_f(v) = -pi log pi - log(1 + exp(-v)), f*(t) = (1 - pi) log[(1 - pi) / (1 - pi exp(t / pi))].
/// </summary>
[Component("f-weighted-js", "Jensen-Shannon divergence with weights pi and 1 - pi", Source = "arXiv:1606.00709, tables 4 and 5")]
public sealed partial record FWeightedJensenShannon : FDivergenceObjective
{
    /// <summary>The weight of the real distribution.</summary>
    [Setting(1e-6, 1 - 1e-6)] public double Pi { get; init; } = 0.5;

    /// <inheritdoc/>
    protected override double F(double u)
    {
        double mixed = 1 - Pi + Pi * u;
        return Pi * u * Math.Log(u) - mixed * Math.Log(mixed);
    }

    /// <inheritdoc/>
    protected override double OptimalLogit(double u)
    {
        // log D* = pi log(pi u / (1 - pi + pi u)), and v = log D* - log(1 - D*).
        double logD = Pi * Math.Log(Pi * u / (1 - Pi + Pi * u));
        return logD - Math.Log(1 - Math.Exp(logD));
    }

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => LogD(logits) - Pi * Math.Log(Pi);

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits)
    {
        // pi exp(t / pi) is D^(1 / pi) = exp(-y), y = -log(D) / pi; expm1 keeps 1 minus it exact where D is nearly 1. Once y is
        // below exp(-40) the logarithm of 1 - exp(-y) is that of y to the last bit, long before y vanishes in float32.
        double far = Sure - Math.Log(Pi);
        Tensor near = (-(LogD(logits.clamp(max: far)) / Pi).expm1()).log();
        return (1 - Pi) * (Math.Log(1 - Pi) - torch.where(logits.gt(far), -logits - Math.Log(Pi), near));
    }

    private static Tensor LogD(Tensor logits) => -MinusLogD(logits);
}
