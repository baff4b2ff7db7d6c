using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The alpha divergences: f(u) = (u^a - 1 - a (u - 1)) / (a (a - 1)). Below 1, g_f(v) = 1 / (1 - a) - log(1 + exp(-v)); above, v.
/// f*(t) = (t (a - 1) + 1)^(a / (a - 1)) / a - 1 / a, clipped at its least value. The limits a = 0 and a = 1 are reverse KL and KL.
/// </summary>
public sealed class FAlpha : FDivergenceObjective
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "f-alpha", "alpha divergence", "arXiv:1606.00709, tables 4 and 5",
        [GeneratorSetting, Setting.Number("alpha", 0.5, "the order; not 0 (that limit is f-reverse-kl) nor 1 (f-kl)", -10, 10)],
        s => new FAlpha(s.Number("alpha"), s.Text("generator")));

    private readonly double _alpha;

    /// <summary>Creates the objective.</summary>
    /// <param name="alpha">The order, neither 0 nor 1.</param>
    /// <param name="generator">minimise (F) or maximise (g_f(V)).</param>
    public FAlpha(double alpha = 0.5, string generator = "minimise") : base(Entry, generator, ("alpha", alpha))
    {
        if (alpha is 0 or 1)
        {
            throw new ArgumentException(alpha == 0
                ? "f-alpha: alpha must not be 0; the limit there is the reverse KL divergence, objective f-reverse-kl."
                : "f-alpha: alpha must not be 1; the limit there is the KL divergence, objective f-kl.");
        }
        _alpha = alpha;
    }

    /// <inheritdoc/>
    protected override double F(double u) => (Math.Pow(u, _alpha) - 1 - _alpha * (u - 1)) / (_alpha * (_alpha - 1));

    /// <inheritdoc/>
    protected override double OptimalLogit(double u)
    {
        double power = Math.Pow(u, _alpha - 1);
        if (_alpha > 1)
        {
            return (power - 1) / (_alpha - 1);
        }
        // log D* = -u^(a - 1) / (1 - a), and v = log D* - log(1 - D*).
        double logD = -power / (1 - _alpha);
        return logD - Math.Log(-Math.Exp(logD) + 1);
    }

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits)
        => _alpha > 1 ? logits : 1 / (1 - _alpha) - MinusLogD(logits);

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits)
    {
        double exponent = _alpha / (_alpha - 1);
        Tensor power = _alpha > 1
            ? ((_alpha - 1) * logits + 1).clamp(min: 0).pow(exponent)
            : (exponent * (LogMinusLogD(logits) + Math.Log(1 - _alpha))).exp();
        return (power - 1) / _alpha;
    }

    // log(-log D) of a logit. Far up -log D nearly vanishes, and the gradient of its logarithm would overflow on the way; there the
    // logarithm is -v - exp(-v) / 2, with an error of exp(-2 v).
    private static Tensor LogMinusLogD(Tensor logits)
    {
        const double far = 20;
        Tensor near = MinusLogD(logits.clamp(max: far)).log();
        return torch.where(logits.gt(far), -logits - 0.5 * (-logits).exp(), near);
    }
}
