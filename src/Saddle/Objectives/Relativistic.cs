using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The relativistic paired game: each real sample is compared with one fake, and the difference of their logits scored
/// (arXiv:1807.00734, section 3.2; RpGAN in arXiv:2501.05441). The generator plays the same game with the roles exchanged.
/// </summary>
public sealed class Relativistic : Objective
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "relativistic", "each real sample against one fake (RpGAN)", "arXiv:1807.00734; arXiv:2501.05441",
        [RelativisticForm.Setting], s => new Relativistic(s.Text("form")));

    private readonly Func<Tensor, Tensor> _score;

    /// <summary>Creates the objective.</summary>
    /// <param name="form">non-saturating, least-squares or hinge.</param>
    public Relativistic(string form = "non-saturating") : base(Entry, ("form", form)) => _score = RelativisticForm.Of(form);

    /// <inheritdoc/>
    public override Theorem? Theorem => null;

    /// <inheritdoc/>
    public override bool GeneratorSeesReal => true;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits)
        => _score(Difference(realLogits, fakeLogits)).mean();

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits)
        => _score(Difference(fakeLogits, realLogits)).mean();

    private static Tensor Difference(Tensor better, Tensor worse) => better.size(0) == worse.size(0)
        ? better - worse
        : throw new ArgumentException($"relativistic pairs real and fake logits, but there are {better.size(0)} of one and {worse.size(0)} of the other.");
}
