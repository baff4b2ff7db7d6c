using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// A game whose discriminator is a classifier: it minimises the logistic loss of telling real from fake (arXiv:1406.2661,
/// equation 1), with the label of real samples smoothed if asked for (one-sided, arXiv:1606.03498, section 3.4).
/// </summary>
public abstract partial record ClassifierObjective : Objective
{
    // Proposition 1 and theorem 1 of arXiv:1406.2661.
    private static readonly PointwiseTheorem s_theorem = new(
        "D* = p / (p + q), and V(D*, G) = 2 JSD(p, q) - 2 log 2",
        "Jensen-Shannon",
        (p, q) => Math.Log(p / q),
        Divergences.JensenShannon,
        jsd => 2 * Math.Log(2) - 2 * jsd);

    /// <summary>How far the label of real samples lies below 1, 0.1 in the paper; 0 for off.</summary>
    [Setting(0, 0.5)] public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public override Theorem? Theorem => LabelSmoothing == 0 ? s_theorem : null;

    /// <summary>-V; smoothed, a share of the real samples counts as fake.</summary>
    protected sealed override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
    {
        Tensor loss = MinusLogD(realLogits).mean() + MinusLogOneMinusD(fakeLogits).mean();
        return LabelSmoothing == 0
            ? loss
            : loss + LabelSmoothing * (MinusLogOneMinusD(realLogits) - MinusLogD(realLogits)).mean();
    }
}
