using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// The relativistic average game: real logits against the fakes' mean, and fake logits against the reals' mean
/// (arXiv:1807.00734, section 3.3). The generator plays the same game with the roles exchanged.
/// </summary>
public sealed class RelativisticAverage : Objective
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Objective> Entry { get; } = new(
        "relativistic-average", "each sample against the mean of the other side (RaGAN)", "arXiv:1807.00734, section 3.3",
        [RelativisticForm.Setting], s => new RelativisticAverage(s.Text("form")));

    private readonly Func<Tensor, Tensor> _score;

    /// <summary>Creates the objective.</summary>
    /// <param name="form">non-saturating, least-squares or hinge.</param>
    public RelativisticAverage(string form = "non-saturating") : base(Entry, ("form", form)) => _score = RelativisticForm.Of(form);

    /// <inheritdoc/>
    public override Theorem? Theorem => null;

    /// <inheritdoc/>
    public override bool GeneratorSeesReal => true;

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLossCore(Tensor realLogits, Tensor fakeLogits) => Loss(realLogits, fakeLogits);

    /// <inheritdoc/>
    protected override Tensor GeneratorLossCore(Tensor realLogits, Tensor fakeLogits) => Loss(fakeLogits, realLogits);

    private Tensor Loss(Tensor better, Tensor worse)
        => _score(better - worse.mean()).mean() + _score(better.mean() - worse).mean();
}
