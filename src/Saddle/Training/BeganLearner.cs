using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// The boundary equilibrium GAN (arXiv:1703.10717, section 3.4): how much the discriminator cares about fakes, k, is steered so that
/// their energy stays a share gamma of that of real samples. The energy is the mean absolute error of the reconstruction.
/// </summary>
public sealed class BeganLearner : EnergyLearner
{
    private readonly double _gamma;
    private readonly double _gain;
    private readonly Tensor _balance;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="recipe">Networks, optimisers, batch and average.</param>
    /// <param name="gamma">The energy of fakes in equilibrium, as a share of that of real samples.</param>
    /// <param name="gain">The paper's lambda_k, by how much k moves in a step.</param>
    /// <param name="form">What the data are.</param>
    /// <param name="device">Where the players live.</param>
    public BeganLearner(Recipe recipe, double gamma, double gain, DataForm form, Device device) : base(recipe, form, device)
    {
        (_gamma, _gain) = (gamma, gain);
        _balance = torch.zeros([1], device: device).DetachFromScope();
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
        Tensor excess = _gamma * real - fake;
        _balance.add_(excess * _gain).clamp_(0, 1);
        return [("balance", _balance.select(0, 0)), ("convergence", real + excess.abs())];
    }
}
