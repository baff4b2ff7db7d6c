using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>Half the mean squared slope at generated samples (arXiv:1801.04406, equation 10).</summary>
public sealed class R2 : Penalty
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Penalty> Entry { get; } = new(
        "r2", "squared slope at generated samples", "arXiv:1801.04406, section 4.1",
        CommonSettings("gamma, 10 in the paper"), s => new R2(s.Number("weight"), (int)s.Whole("interval")));

    /// <summary>Creates the penalty.</summary>
    /// <param name="weight">gamma, 10 in the paper.</param>
    /// <param name="interval">At every how many discriminator updates; 16 in StyleGAN2.</param>
    public R2(double weight, int interval = 1) : base(Entry, weight, interval) { }

    /// <inheritdoc/>
    protected override Tensor LossCore(PenaltyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return 0.5 * SquaredSlopes(input, input.Fake).mean();
    }
}
