using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// The energy-based GAN (arXiv:1609.03126, equations 1 and 2): the discriminator raises the energy of fakes up to a margin, and
/// the generator lowers it. The energy is the mean squared error of the reconstruction.
/// </summary>
public sealed class EbganLearner : EnergyLearner
{
    private readonly Ebgan _choice;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="choice">Networks, optimisers, margin and pulling-away term.</param>
    /// <param name="setup">What it is built for.</param>
    public EbganLearner(Ebgan choice, LearnerSetup setup) : base(choice, setup) => _choice = choice;

    /// <summary>
    /// The pulling-away term: the mean squared cosine between the codes of different samples (arXiv:1609.03126, equation 4).
    /// </summary>
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
        return real.mean() + (_choice.Margin - fake).relu().mean();
    }

    /// <inheritdoc/>
    protected override Tensor GeneratorLoss(Tensor fake, Tensor codes)
    {
        ArgumentNullException.ThrowIfNull(fake);
        return _choice.PullingAway > 0 ? fake.mean() + _choice.PullingAway * PullingAway(codes) : fake.mean();
    }
}
