using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// WGAN-GP (arXiv:1704.00028, equation 3): (|slope| - centre)^2 at random points between real and generated samples; one-sided,
/// only slopes above the centre count (arXiv:1709.08894). The weight is lambda, 10 in the paper.
/// </summary>
[Component(
    "gradient-penalty", "slope of a given size between real and generated samples (WGAN-GP)",
    Source = "arXiv:1704.00028, equation 3")]
public sealed partial record GradientPenalty : Penalty
{
    /// <summary>The slope that is wanted.</summary>
    [Setting(0, 1e6)] public double Centre { get; init; } = 1;

    /// <summary>Whether smaller slopes are free.</summary>
    [Setting] public bool OneSided { get; init; }

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor share = torch.rand(
            [input.Real.size(0), .. Enumerable.Repeat(1L, input.Real.dim() - 1)], dtype: input.Real.dtype,
            device: input.Real.device);
        Tensor excess = Slopes(input, input.Real + share * (input.Fake - input.Real)) - Centre;
        return (OneSided ? excess.relu() : excess).square().mean();
    }
}
