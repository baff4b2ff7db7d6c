using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// Total variation: f(u) = |u - 1| / 2, g_f(v) = tanh(v) / 2, f*(t) = t. Its optimum sign(u - 1) / 2 is reached only as the
/// logits grow without bound.
/// </summary>
[Component("f-total-variation", "total variation distance", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FTotalVariation : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => Math.Abs(u - 1) / 2;

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => u > 1 ? double.PositiveInfinity : u < 1 ? double.NegativeInfinity : 0;

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => 0.5 * logits.tanh();

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => 0.5 * logits.tanh();
}
