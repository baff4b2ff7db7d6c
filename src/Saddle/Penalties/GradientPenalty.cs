using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// WGAN-GP (arXiv:1704.00028, equation 3): (|slope| - centre)^2 at random points between real and generated samples; one-sided, only
/// slopes above the centre count (arXiv:1709.08894).
/// </summary>
public sealed class GradientPenalty : Penalty
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Penalty> Entry { get; } = new(
        "gradient-penalty", "slope of a given size between real and generated samples (WGAN-GP)", "arXiv:1704.00028, equation 3",
        CommonSettings(
            "lambda, 10 in the paper",
            Setting.Number("centre", 1, "the slope that is wanted", 0, 1e6),
            Setting.Flag("one_sided", false, "whether smaller slopes are free")),
        s => new GradientPenalty(s.Number("weight"), s.Number("centre"), s.Flag("one_sided"), (int)s.Whole("interval")));

    private readonly double _centre;
    private readonly bool _oneSided;

    /// <summary>Creates the penalty.</summary>
    /// <param name="weight">lambda, 10 in the paper.</param>
    /// <param name="centre">The slope that is wanted, 1 in the paper.</param>
    /// <param name="oneSided">Whether smaller slopes are free.</param>
    /// <param name="interval">At every how many discriminator updates.</param>
    public GradientPenalty(double weight, double centre = 1, bool oneSided = false, int interval = 1)
        : base(Entry, weight, interval, ("centre", centre), ("one_sided", oneSided))
        => (_centre, _oneSided) = (centre, oneSided);

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor share = torch.rand([input.Real.size(0), .. Enumerable.Repeat(1L, input.Real.dim() - 1)], dtype: input.Real.dtype, device: input.Real.device);
        Tensor excess = Slopes(input, input.Real + share * (input.Fake - input.Real)) - _centre;
        return (_oneSided ? excess.relu() : excess).square().mean();
    }
}
