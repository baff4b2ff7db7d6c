using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// LeCam regularisation (arXiv:2104.03310, equation 7): real logits are drawn to the moving average of the fake ones, and fake logits
/// to that of the real ones. For little data.
/// </summary>
public sealed class LeCam : Penalty
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Penalty> Entry { get; } = new(
        "lecam", "logits drawn to the other side's moving average, for little data", "arXiv:2104.03310, equation 7",
        CommonSettings(
            "lambda, 0.3 in the paper",
            Setting.Number("decay", 0.99, "the decay of the moving averages", 0, 0.999999)),
        s => new LeCam(s.Number("weight"), s.Number("decay"), (int)s.Whole("interval")));

    private readonly double _decay;

    /// <summary>Creates the penalty.</summary>
    /// <param name="weight">lambda, 0.3 in the paper.</param>
    /// <param name="decay">The decay of the moving averages, in [0, 1).</param>
    /// <param name="interval">At every how many discriminator updates.</param>
    public LeCam(double weight, double decay = 0.99, int interval = 1) : base(Entry, weight, interval, ("decay", decay)) => _decay = decay;

    /// <inheritdoc/>
    public override bool NeedsIndependentSamples => false;

    /// <summary>The averages of the real and the fake logits; both begin at 0, the logit of not knowing.</summary>
    public override int MemorySize => 2;

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using (torch.no_grad())
        {
            input.Memory.lerp_(torch.stack([input.RealLogits.mean(), input.FakeLogits.mean()]), 1 - _decay);
        }
        // The memory changes in place at the next update, so the loss keeps a copy.
        Tensor averages = input.Memory.clone();
        return (input.RealLogits - averages.select(0, 1)).square().mean() + (input.FakeLogits - averages.select(0, 0)).square().mean();
    }
}
