using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Objectives;

/// <summary>
/// A game about differences of logits: the discriminator wants them positive between real and fake, the generator between fake
/// and real.
/// </summary>
public abstract partial record RelativisticObjective : Objective
{
    /// <summary>How a difference of logits is scored.</summary>
    [Setting] public RelativisticForm Form { get; init; }

    /// <inheritdoc/>
    public override Theorem? Theorem => null;

    /// <inheritdoc/>
    public override bool GeneratorSeesReal => true;

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
