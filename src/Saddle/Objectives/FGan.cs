using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The original game as an f-divergence: 2 JSD - 2 log 2, which is -2 log 2 and not 0 at p = q; g_f(v) = -log(1 + exp(-v)), f*(t)
/// = -log(1 - exp t).
/// </summary>
[Component("f-gan", "the GAN divergence, 2 JSD - 2 log 2", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FGan : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => u * Math.Log(u) - (u + 1) * Math.Log(u + 1);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => logits.log_sigmoid();

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => -(-logits).log_sigmoid();
}
