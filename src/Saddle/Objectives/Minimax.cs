using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The original game: V(D, G) = E_p[log D] + E_q[log(1 - D)], which D maximises and G minimises (arXiv:1406.2661, equation 1).
/// Its generator's gradient vanishes where the discriminator is sure; see <see cref="NonSaturating"/>.
/// </summary>
public sealed class Minimax() : Objective(Entry)
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "minimax", "the original zero-sum game; its generator saturates", "arXiv:1406.2661, equation 1", [], _ => new Minimax());

    /// <inheritdoc/>
    public override Theorem Theorem => OfTheClassifier;

    /// <summary>Proposition 1 and theorem 1 of arXiv:1406.2661: shared by every objective with this discriminator.</summary>
    internal static Theorem OfTheClassifier { get; } = new(
        "D* = p / (p + q), and V(D*, G) = 2 JSD(p, q) - 2 log 2",
        "Jensen-Shannon",
        (p, q) => Math.Log(p / q),
        Divergences.JensenShannon,
        jsd => 2 * Math.Log(2) - 2 * jsd);

    /// <summary>-V: the logistic loss of telling real from fake.</summary>
    internal static Tensor ClassifierLoss(Tensor realLogits, Tensor fakeLogits)
        => MinusLogD(realLogits).mean() + MinusLogOneMinusD(fakeLogits).mean();

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits) => ClassifierLoss(realLogits, fakeLogits);

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => -MinusLogOneMinusD(fakeLogits).mean();
}
