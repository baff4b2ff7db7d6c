using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// Half the mean squared slope at real samples (arXiv:1801.04406, equation 9). The weight is gamma, 10 in the paper.
/// </summary>
[Component("r1", "squared slope at real samples", Source = "arXiv:1801.04406, section 4.1")]
public sealed partial record R1 : Penalty
{
    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return 0.5 * SquaredSlopes(input, input.Real).mean();
    }
}
