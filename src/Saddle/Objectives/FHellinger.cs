using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Squared Hellinger: f(u) = (sqrt u - 1)^2, g_f(v) = 1 - exp(-v), f*(t) = t / (1 - t), which is exp(v) - 1.</summary>
[Component("f-hellinger", "squared Hellinger distance", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FHellinger : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => (Math.Sqrt(u) - 1) * (Math.Sqrt(u) - 1);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => 0.5 * Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => 1 - (-logits).exp();

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => logits.expm1();
}
