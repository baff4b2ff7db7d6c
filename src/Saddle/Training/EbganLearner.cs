using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// The energy-based GAN (arXiv:1609.03126, equations 1 and 2): the discriminator raises the energy of fakes up to a margin, and the
/// generator lowers it. The energy is the mean squared error of the reconstruction.
/// </summary>
public sealed class EbganLearner : EnergyLearner
{
    private readonly double _margin;
    private readonly double _pullingAway;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="recipe">Networks, optimisers, batch and average.</param>
    /// <param name="margin">The energy above which fakes are left alone.</param>
    /// <param name="pullingAway">How much the likeness of the fakes' codes counts in the generator's loss; 0 for off.</param>
    /// <param name="form">What the data are.</param>
    /// <param name="device">Where the players live.</param>
    public EbganLearner(Recipe recipe, double margin, double pullingAway, DataForm form, Device device) : base(recipe, form, device)
        => (_margin, _pullingAway) = (margin, pullingAway);

    /// <summary>The pulling-away term: the mean squared cosine between the codes of different samples (arXiv:1609.03126, equation 4).</summary>
    /// <param name="codes"><c>[N, F]</c>, N at least 2.</param>
    /// <returns>From 0 to 1.</returns>
    public static Tensor PullingAway(Tensor codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        long count = codes.size(0);
        Tensor directions = codes / (codes.square().sum([1], keepdim: true) + 1e-12).sqrt();
        // Each sample's cosine with itself is 1.
        return (directions.matmul(directions.t()).square().sum() - count) / (count * (count - 1));
    }

    /// <inheritdoc/>
    protected override Tensor Energy(Tensor difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.square().mean([1]);
    }

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLoss(Tensor real, Tensor fake)
    {
        ArgumentNullException.ThrowIfNull(real);
        return real.mean() + (_margin - fake).relu().mean();
    }

    /// <inheritdoc/>
    protected override Tensor GeneratorLoss(Tensor fake, Tensor codes)
    {
        ArgumentNullException.ThrowIfNull(fake);
        return _pullingAway > 0 ? fake.mean() + _pullingAway * PullingAway(codes) : fake.mean();
    }
}
