using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>
/// DRAGAN (arXiv:1705.07215): (|slope| - 1)^2 near real samples, at a random share of the way to the sample moved by uniform noise of
/// half the batch's standard deviation.
/// </summary>
public sealed class Dragan : Penalty
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Penalty> Entry { get; } = new(
        "dragan", "slope of 1 near real samples (DRAGAN)", "arXiv:1705.07215, equation 1",
        CommonSettings("lambda, 10 in the paper"), s => new Dragan(s.Number("weight"), (int)s.Whole("interval")));

    /// <summary>Creates the penalty.</summary>
    /// <param name="weight">lambda, 10 in the paper.</param>
    /// <param name="interval">At every how many discriminator updates.</param>
    public Dragan(double weight, int interval = 1) : base(Entry, weight, interval) { }

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor real = input.Real;
        Tensor deviation = real.flatten().var([0]).sqrt();
        Tensor noise = 0.5 * deviation * torch.rand(real.shape.ToArray(), dtype: real.dtype, device: real.device);
        Tensor share = torch.rand([real.size(0), .. Enumerable.Repeat(1L, real.dim() - 1)], dtype: real.dtype, device: real.device);
        return (Slopes(input, real + share * noise) - 1).square().mean();
    }
}
