using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The original game: V(D, G) = E_p[log D] + E_q[log(1 - D)], which D maximises and G minimises (arXiv:1406.2661, equation 1).
/// Its generator's gradient vanishes where the discriminator is sure; see <see cref="NonSaturating"/>.
/// </summary>
/// <param name="labelSmoothing">How far the label of real samples lies below 1 (one-sided, arXiv:1606.03498, section 3.4); 0 for off.</param>
public sealed class Minimax(double labelSmoothing = 0) : Objective(Entry, ("label_smoothing", labelSmoothing))
{
    internal static Setting SmoothingSetting { get; } = Setting.Number(
        "label_smoothing", 0, "how far the label of real samples lies below 1, 0.1 in the paper; 0 for off", 0, 0.5);

    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "minimax", "the original zero-sum game; its generator saturates", "arXiv:1406.2661, equation 1", [SmoothingSetting], s => new Minimax(s.Number("label_smoothing")));

    /// <inheritdoc/>
    public override Theorem? Theorem => labelSmoothing == 0 ? OfTheClassifier : null;

    /// <summary>Proposition 1 and theorem 1 of arXiv:1406.2661: shared by every objective with this discriminator.</summary>
    internal static Theorem OfTheClassifier { get; } = new(
        "D* = p / (p + q), and V(D*, G) = 2 JSD(p, q) - 2 log 2",
        "Jensen-Shannon",
        (p, q) => Math.Log(p / q),
        Divergences.JensenShannon,
        jsd => 2 * Math.Log(2) - 2 * jsd);

    /// <summary>-V: the logistic loss of telling real from fake; smoothed, a share of the real samples counts as fake.</summary>
    internal static Tensor ClassifierLoss(Tensor realLogits, Tensor fakeLogits, double smoothing)
    {
        Tensor loss = MinusLogD(realLogits).mean() + MinusLogOneMinusD(fakeLogits).mean();
        return smoothing == 0
            ? loss
            : loss + smoothing * (MinusLogOneMinusD(realLogits) - MinusLogD(realLogits)).mean();
    }

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits) => ClassifierLoss(realLogits, fakeLogits, labelSmoothing);

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -MinusLogOneMinusD(fakeLogits).mean();
}
