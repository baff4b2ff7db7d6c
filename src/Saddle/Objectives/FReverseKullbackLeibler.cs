using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>KL(q || p): f(u) = -log u, g_f(v) = -exp(-v), f*(t) = -1 - log(-t), which is v - 1.</summary>
[Component("f-reverse-kl", "reverse Kullback-Leibler divergence KL(q, p)", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FReverseKullbackLeibler : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => -Math.Log(u);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => -(-logits).exp();

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => logits - 1;
}
