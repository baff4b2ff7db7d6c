using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The game as it is played: the same discriminator as <see cref="Minimax"/>, and a generator that minimises -E_q[log D]
/// (arXiv:1406.2661, section 3), whose gradient is strong where the discriminator is sure. At D* it descends
/// KL(q || p) - 2 JSD(p, q), not the JSD (arXiv:1701.04862, theorem 2.5).
/// </summary>
/// <param name="labelSmoothing">How far the label of real samples lies below 1 (one-sided, arXiv:1606.03498, section 3.4); 0 for off.</param>
public sealed class NonSaturating(double labelSmoothing = 0) : Objective(Entry, ("label_smoothing", labelSmoothing))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "non-saturating", "the standard GAN: the generator maximises log D", "arXiv:1406.2661, section 3", [Minimax.SmoothingSetting], s => new NonSaturating(s.Number("label_smoothing")));

    /// <inheritdoc/>
    public override Theorem? Theorem => labelSmoothing == 0 ? Minimax.OfTheClassifier : null;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => Minimax.ClassifierLoss(realLogits, fakeLogits, labelSmoothing);

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => MinusLogD(fakeLogits).mean();
}
