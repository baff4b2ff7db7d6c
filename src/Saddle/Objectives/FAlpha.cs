using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The alpha divergences: f(u) = (u^a - 1 - a (u - 1)) / (a (a - 1)). Below 1, g_f(v) = 1 / (1 - a) - log(1 + exp(-v)); above, v.
/// f*(t) = (t (a - 1) + 1)^(a / (a - 1)) / a - 1 / a, clipped at its least value. The limits a = 0 and a = 1 are reverse KL and
/// KL.
/// </summary>
[Component("f-alpha", "alpha divergence", Source = "arXiv:1606.00709, tables 4 and 5")]
public sealed partial record FAlpha : FDivergenceObjective
{
    /// <summary>The order; not 0 (that limit is f-reverse-kl) nor 1 (f-kl).</summary>
    [Setting(-10, 10)] public double Alpha { get; init; } = 0.5;

    /// <inheritdoc/>
    protected override double F(double u) => (Math.Pow(u, Alpha) - 1 - Alpha * (u - 1)) / (Alpha * (Alpha - 1));

    /// <inheritdoc/>
    protected override double OptimalLogit(double u)
    {
        double power = Math.Pow(u, Alpha - 1);
        if (Alpha > 1)
        {
            return (power - 1) / (Alpha - 1);
        }
        // log D* = -u^(a - 1) / (1 - a), and v = log D* - log(1 - D*).
        double logD = -power / (1 - Alpha);
        return logD - Math.Log(-Math.Exp(logD) + 1);
    }

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits)
        => Alpha > 1 ? logits : 1 / (1 - Alpha) - MinusLogD(logits);

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits)
    {
        double exponent = Alpha / (Alpha - 1);
        Tensor power = Alpha > 1
            ? ((Alpha - 1) * logits + 1).clamp(min: 0).pow(exponent)
            : (exponent * (LogMinusLogD(logits) + Math.Log(1 - Alpha))).exp();
        return (power - 1) / Alpha;
    }

    // log(-log D) of a logit. Either form is one chain: the power may overflow, and of an infinite gradient that came back by two
    // ways nothing would be left but infinity less infinity.
    private static Tensor LogMinusLogD(Tensor logits)
        => torch.where(logits.gt(Sure), -logits, MinusLogD(logits.clamp(max: Sure)).log());

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => Alpha switch
    {
        0 => ["alpha must not be 0; the limit there is the reverse KL divergence, objective f-reverse-kl"],
        1 => ["alpha must not be 1; the limit there is the KL divergence, objective f-kl"],
        _ => [],
    };
}
