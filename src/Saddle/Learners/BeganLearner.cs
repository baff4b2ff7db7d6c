using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// The boundary equilibrium GAN (arXiv:1703.10717, section 3.4): how much the discriminator cares about fakes, k, is steered so
/// that their energy stays a share gamma of that of real samples. The energy is the mean absolute error of the reconstruction.
/// </summary>
public sealed class BeganLearner : EnergyLearner
{
    private readonly Began _choice;
    private readonly Tensor _balance;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="choice">Networks, optimisers and balance.</param>
    /// <param name="setup">What it is built for.</param>
    public BeganLearner(Began choice, LearnerSetup setup) : base(choice, setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        (_choice, _balance) = (choice, torch.zeros([1], device: setup.Device).DetachFromScope());
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> NamedTensors() => base.NamedTensors().Append(("balance", _balance));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _balance.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Tensor Energy(Tensor difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.abs().mean([1]);
    }

    /// <inheritdoc/>
    protected override Tensor DiscriminatorLoss(Tensor real, Tensor fake)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(fake);
        return real.mean() - _balance.select(0, 0) * fake.mean();
    }

    /// <inheritdoc/>
    protected override Tensor GeneratorLoss(Tensor fake, Tensor codes)
    {
        ArgumentNullException.ThrowIfNull(fake);
        return fake.mean();
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, Tensor Value)> AfterStep(Tensor real, Tensor fake)
    {
        ArgumentNullException.ThrowIfNull(real);
        Tensor excess = _choice.Gamma * real - fake;
        _balance.add_(excess * _choice.Gain).clamp_(0, 1);
        return [("balance", _balance.select(0, 0)), ("convergence", real + excess.abs())];
    }
}
