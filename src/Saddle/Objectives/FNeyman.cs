using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>Neyman chi-squared: f(u) = (1 - u)^2 / u, g_f(v) = 1 - exp(-v), f*(t) = 2 - 2 sqrt(1 - t).</summary>
[Component("f-neyman", "Neyman chi-squared, the integral of (p - q)^2 / p", Source = "arXiv:1606.00709, tables 1 and 2")]
public sealed partial record FNeyman : FDivergenceObjective
{
    /// <inheritdoc/>
    protected override double F(double u) => (1 - u) * (1 - u) / u;

    /// <inheritdoc/>
    protected override double OptimalLogit(double u) => 2 * Math.Log(u);

    /// <inheritdoc/>
    protected override Tensor Activation(Tensor logits) => 1 - (-logits).exp();

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
    {
        ArgumentNullException.ThrowIfNull(realLogits);
        ArgumentNullException.ThrowIfNull(fakeLogits);
        // Far below 0 both means overflow float32, one up and one down; in float64 their difference is still known.
        return base.DiscriminatorLossCore(realLogits.to(ScalarType.Float64), fakeLogits.to(ScalarType.Float64))
            .to(realLogits.dtype);
    }

    /// <inheritdoc/>
    protected override Tensor Conjugate(Tensor logits) => 2 - 2 * (-0.5 * logits).exp();
}
