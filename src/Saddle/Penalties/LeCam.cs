using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// LeCam regularisation (arXiv:2104.03310, equation 7): real logits are drawn to the moving average of the fake ones, and fake
/// logits to that of the real ones. For little data. The weight is lambda, 0.3 in the paper.
/// </summary>
[Component("lecam", "logits drawn to the other side's moving average, for little data", Source = "arXiv:2104.03310, equation 7")]
public sealed partial record LeCam : Penalty
{
    /// <summary>The decay of the moving averages.</summary>
    [Setting(0, 0.999999)] public double Decay { get; init; } = 0.99;

    /// <inheritdoc/>
    public override bool NeedsIndependentSamples => false;

    /// <summary>The averages of the real and the fake logits; both begin at 0, the logit of not knowing.</summary>
    public override int MemorySize => 2;

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using (torch.no_grad())
        {
            input.Memory.lerp_(torch.stack([input.RealLogits.mean(), input.FakeLogits.mean()]), 1 - Decay);
        }
        // The memory changes in place at the next update, so the loss keeps a copy.
        Tensor averages = input.Memory.clone();
        return (input.RealLogits - averages.select(0, 1)).square().mean()
            + (input.FakeLogits - averages.select(0, 0)).square().mean();
    }
}
