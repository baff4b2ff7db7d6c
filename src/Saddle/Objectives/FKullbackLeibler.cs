using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>KL(p || q): f(u) = u log u, g_f(v) = v, f*(t) = exp(t - 1).</summary>
[Component("f-kl", "Kullback-Leibler divergence KL(p, q)", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FKullbackLeibler : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => u * Math.Log(u);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => 1 + Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => logits;

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => (logits - 1).exp();
}
