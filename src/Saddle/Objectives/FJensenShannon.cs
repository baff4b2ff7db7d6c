using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Twice the Jensen-Shannon divergence: g_f(v) = log 2 - log(1 + exp(-v)), f*(t) = -log(2 - exp t).</summary>
[Component("f-js", "Jensen-Shannon divergence, twice the usual JSD", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FJensenShannon : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => u * Math.Log(u) - (u + 1) * Math.Log((1 + u) / 2);

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => logits.log_sigmoid() + Math.Log(2);

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => -(-logits).log_sigmoid() - Math.Log(2);
}
