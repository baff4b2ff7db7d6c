using Saddle.Components;
using Saddle.Penalties;
using Saddle.Torch;

namespace Garden;

/// <summary>Keeps logits small.</summary>
[Component("logit-decay", "the mean square of all logits")]
public sealed partial record LogitDecay : Penalty
{
    public override bool NeedsIndependentSamples => false;

    protected override Tensor LossCore(PenaltyInput input) => input.RealLogits.square().mean() + input.FakeLogits.square().mean();
}
