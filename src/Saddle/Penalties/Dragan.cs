using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// DRAGAN (arXiv:1705.07215): (|slope| - 1)^2 near real samples, at a random share of the way to the sample moved by uniform
/// noise of half the batch's standard deviation. The weight is lambda, 10 in the paper.
/// </summary>
[Component("dragan", "slope of 1 near real samples (DRAGAN)", Source = "arXiv:1705.07215, equation 1")]
public sealed partial record Dragan : Penalty
{
    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor real = input.Real;
        Tensor deviation = real.flatten().var([0]).sqrt();
        Tensor noise = 0.5 * deviation * torch.rand(real.shape.ToArray(), dtype: real.dtype, device: real.device);
        Tensor share = torch.rand(
            [real.size(0), .. Enumerable.Repeat(1L, real.dim() - 1)], dtype: real.dtype, device: real.device);
        return (Slopes(input, real + share * noise) - 1).square().mean();
    }
}
