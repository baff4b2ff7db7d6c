using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The game between generator and discriminator: both losses on logits, means over the batch, each to be minimised by its own
/// player. Both losses take both batches of logits, as relativistic objectives need them.
/// </summary>
public abstract record Objective : Component
{
    /// <summary>Every objective, in the order in which they are listed.</summary>
    public static Catalogue<Objective> All { get; } = new(
        "objective",
        NonSaturating.Entry,
        Minimax.Entry,
        LeastSquares.Entry,
        Wasserstein.Entry,
        Hinge.Entry,
        Relativistic.Entry,
        RelativisticAverage.Entry,
        FKullbackLeibler.Entry,
        FReverseKullbackLeibler.Entry,
        FPearson.Entry,
        FNeyman.Entry,
        FHellinger.Entry,
        FJeffrey.Entry,
        FJensenShannon.Entry,
        FWeightedJensenShannon.Entry,
        FGan.Entry,
        FAlpha.Entry,
        FTotalVariation.Entry);

    /// <summary>What holds at the discriminator's optimum, or null where none is known.</summary>
    public abstract Theorem? Theorem { get; }

    /// <summary>Whether <see cref="GeneratorLoss"/> depends on the real logits.</summary>
    public virtual bool GeneratorSeesReal => false;

    /// <summary>
    /// Whether what it gives for a batch is not the mean of what it gives for its slices, so that these cannot be learnt from one
    /// after another.
    /// </summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>What the discriminator minimises.</summary>
    /// <param name="realLogits">Its logits of real samples, <c>[N]</c>, any finite value.</param>
    /// <param name="fakeLogits">Its logits of generated samples, <c>[M]</c>.</param>
    /// <returns>The loss, a scalar.</returns>
    public Tensor DiscriminatorLoss(Tensor realLogits, Tensor fakeLogits)
    {
        ThrowIfInvalid();
        CheckLogits(realLogits, nameof(realLogits));
        CheckLogits(fakeLogits, nameof(fakeLogits));
        return DiscriminatorLossCore(realLogits, fakeLogits);
    }

    /// <summary>What the generator minimises.</summary>
    /// <param name="realLogits">The discriminator's logits of real samples, <c>[N]</c>.</param>
    /// <param name="fakeLogits">The discriminator's logits of generated samples, <c>[M]</c>.</param>
    /// <returns>The loss, a scalar.</returns>
    public Tensor GeneratorLoss(Tensor realLogits, Tensor fakeLogits)
    {
        ThrowIfInvalid();
        CheckLogits(realLogits, nameof(realLogits));
        CheckLogits(fakeLogits, nameof(fakeLogits));
        return GeneratorLossCore(realLogits, fakeLogits);
    }

    /// <summary>The discriminator's loss, arguments checked.</summary>
    protected abstract Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits);

    /// <summary>The generator's loss, arguments checked.</summary>
    protected abstract Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits);

    /// <summary>-log D of a logit l, with D = 1 / (1 + exp(-l)); exact for every finite l.</summary>
    protected static Tensor MinusLogD(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return -logits.log_sigmoid();
    }

    /// <summary>-log(1 - D) of a logit; exact for every finite l.</summary>
    protected static Tensor MinusLogOneMinusD(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return -(-logits).log_sigmoid();
    }

    private static void CheckLogits(Tensor logits, string name)
    {
        ArgumentNullException.ThrowIfNull(logits, name);
        if (logits.dim() != 1 || logits.size(0) == 0)
        {
            throw new ArgumentException(
                $"Logits are [N] with N at least 1, but these are {Tensor.ShapeText(logits.shape)}; "
                + "flatten the discriminator's output.",
                name);
        }
    }
}
