using System.Numerics;
using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// A term of the discriminator's loss that keeps it smooth. It is off at weight 0. With a lazy interval it is worked out at every
/// so many updates only, and counts so many times as much (arXiv:1912.04958, appendix B).
/// </summary>
public abstract partial record Penalty : Component
{
    /// <summary>Every penalty, in the order in which they are listed; each has a section of its own in a recipe.</summary>
    public static Catalogue<Penalty> All { get; } = new(
        "penalty",
        GradientPenalty.Entry,
        R1.Entry,
        R2.Entry,
        Dragan.Entry,
        LeCam.Entry);

    /// <summary>How much it counts, the papers' lambda or gamma; 0 for off.</summary>
    [Setting(0, 1e9)] public double Weight { get; init; }

    /// <summary>At every how many discriminator updates (lazy regularisation).</summary>
    [Setting(1, 10_000)] public int Interval { get; init; } = 1;

    /// <summary>The share of the weight that is left at the end of the learning rate's schedule, which it follows.</summary>
    [Setting(0, 1e3)] public double FinalShare { get; init; } = 1;

    /// <summary>Whether it counts at all.</summary>
    public bool IsOn => Weight > 0;

    /// <summary>
    /// Whether it looks at the slope at single samples, which batch normalisation makes meaningless: there a sample's logit
    /// depends on all the others'.
    /// </summary>
    public virtual bool NeedsIndependentSamples => true;

    /// <summary>
    /// Whether what it gives for a batch is not the mean of what it gives for its slices, so that these cannot be learnt from one
    /// after another.
    /// </summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>
    /// How many numbers it remembers between updates; they lie in <see cref="PenaltyInput.Memory"/> and in checkpoints.
    /// </summary>
    public virtual int MemorySize => 0;

    /// <summary>The term, weighted, with a history that reaches the discriminator's weights.</summary>
    /// <param name="input">What the discriminator saw and said.</param>
    /// <returns>A scalar.</returns>
    public Tensor Loss(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ThrowIfInvalid();
        return Weight * Interval * LossCore(input);
    }

    /// <summary>The unweighted term.</summary>
    protected abstract Tensor LossCore(PenaltyInput input);

    /// <summary>
    /// The squared norm of the logits' slope at each of some samples, <c>[N]</c>, differentiable once more. Where a discriminator
    /// gives each sample many logits, one for each patch, it is that of their sum, and shared out among them.
    /// </summary>
    /// <param name="input">Who judges.</param>
    /// <param name="samples">Where; a sample that is judged in a pack shares its pack's logit.</param>
    protected static Tensor SquaredSlopes(PenaltyInput input, Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(samples);
        Tensor at = samples.detach().requires_grad_();
        Tensor logits = input.Discriminator(at);
        Tensor slope = torch.grad([logits.sum()], [at], create_graph: true)[0]!;
        (long count, long rows) = (logits.size(0), RowsOf(logits.size(0), at));
        Tensor squares = slope.square().reshape(rows, -1).sum([1]);
        return rows == count ? squares : squares * ((double)rows / count);
    }

    // A row for each pack or sample. Where the numbers of the samples can be shared out among the logits, a row is for one of
    // these: so runs on patches were always trained, and their bits are to stay.
    private static long RowsOf(long logits, Tensor samples)
        => samples.numel() % logits == 0 ? logits : (long)BigInteger.GreatestCommonDivisor(logits, samples.size(0));

    /// <summary>The norm of the slope at each sample; the tiny constant keeps the root differentiable at 0.</summary>
    protected static Tensor Slopes(PenaltyInput input, Tensor samples) => (SquaredSlopes(input, samples) + 1e-12).sqrt();
}
