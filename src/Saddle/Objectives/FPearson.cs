using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// Pearson chi-squared: f(u) = (u - 1)^2, g_f(v) = v, f*(t) = t^2 / 4 + t (the paper's; the true conjugate is -1 below -2, where
/// no optimum lies).
/// </summary>
[Component("f-pearson", "Pearson chi-squared, the integral of (p - q)^2 / q", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FPearson : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => (u - 1) * (u - 1);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => 2 * (u - 1);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => logits;

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => 0.25 * logits.square() + logits;
}
