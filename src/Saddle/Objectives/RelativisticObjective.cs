using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// A game about differences of logits: the discriminator wants them positive between real and fake, the generator between fake
/// and real. A difference d gains f(d), its score less than that of 0, and the mean gain of the best critic is a divergence
/// (arXiv:1901.02474, theorem 3.1: f concave with f(0) = 0, a slope at 0 that is not 0, and a supremum above 0 that is reached
/// or approached at positive d). Only for least squares is it known in another form, which follows from the best critic being
/// a multiple of (p - q) / (p + q).
/// </summary>
public abstract partial record RelativisticObjective : Objective
{
    /// <summary>How a difference of logits is scored.</summary>
    [Setting] public RelativisticForm Form { get; init; }

    /// <inheritdoc/>
    public abstract override SupremumTheorem Theorem { get; }

    /// <inheritdoc/>
    public override bool GeneratorSeesReal => true;

    /// <summary>The theorem, for the form at hand.</summary>
    /// <param name="meanGain">What the discriminator maximises, in terms of f and its logits C.</param>
    /// <param name="inWords">What the least squares' divergence is in terms of chi2.</param>
    /// <param name="ofChiSquared">The same as a function of Pearson's chi-squared of p + q against 2 q.</param>
    protected SupremumTheorem MostOf(string meanGain, string inWords, Func<double, double> ofChiSquared)
    {
        (string gain, bool isKnown) = Form switch
        {
            RelativisticForm.LeastSquares => ("d (2 - d)", true),
            RelativisticForm.Hinge => ("min(1, d)", false),
            _ => ("log 2 + log sigmoid(d)", false),
        };
        return new SupremumTheorem(
            $"the most of {meanGain} over all critics C, with f(d) = {gain}, is a divergence"
            + (isKnown ? $": {inWords}, chi2 of p + q against 2 q" : ""),
            $"relativistic f-divergence, f(d) = {gain}",
            Slope: double.PositiveInfinity,
            isKnown ? (_, p, q) => ofChiSquared(Divergences.Triangular(p, q)) : null);
    }

    /// <summary>The loss of differences d that ought to be positive, element by element.</summary>
    protected Tensor Score(Tensor difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return Form switch
        {
            RelativisticForm.LeastSquares => (difference - 1).square(),
            RelativisticForm.Hinge => (1 - difference).relu(),
            _ => -difference.log_sigmoid(),
        };
    }
}
