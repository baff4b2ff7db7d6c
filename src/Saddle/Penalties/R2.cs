using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// Half the mean squared slope at generated samples (arXiv:1801.04406, equation 10). The weight is gamma, 10 in the paper.
/// </summary>
[Component("r2", "squared slope at generated samples", Source = "arXiv:1801.04406, section 4.1")]
public sealed partial record R2 : Penalty
{
    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return 0.5 * SquaredSlopes(input, input.Fake).mean();
    }
}
