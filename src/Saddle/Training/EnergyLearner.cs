using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A generator against an autoencoder that is to reconstruct real samples well and fakes badly: how badly is a sample's energy. The
/// kinds differ in what an energy is and in what either side wants of it.
/// </summary>
public abstract class EnergyLearner : PlayerLearner
{
    private readonly LearnerSetup _setup;
    private readonly Generator _generator;
    private readonly Autoencoder _discriminator;
    private readonly Player _generatorPlayer;
    private readonly Player _discriminatorPlayer;

    private protected EnergyLearner(EnergyChoice choice, LearnerSetup setup)
    {
        _setup = setup;
        (DataForm form, Device device) = setup;
        _generator = choice.Network.CreateGenerator(form.Shape);
        _discriminator = new Autoencoder(choice.Network, form.Shape);
        Generator = choice.Network.CreateGenerator(form.Shape);
        foreach (Module network in new Module[] { _generator, _discriminator, Generator })
        {
            network.To(device);
        }
        _generatorPlayer = new Player("generator", _generator, choice.GeneratorOptimizer, choice);
        _discriminatorPlayer = new Player("discriminator", _discriminator, choice.DiscriminatorOptimizer, choice);
        Average = new MovingAverage(_generatorPlayer.Parameters, Generator, choice.AverageHalfLifeImages);
    }

    /// <inheritdoc/>
    public override Generator Generator { get; }

    private protected override IReadOnlyList<Player> Players => [_generatorPlayer, _discriminatorPlayer];

    private protected override MovingAverage Average { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, double Value)> StepCore(Sampler data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double progress = Math.Min(1, (double)_generatorPlayer.Optimizer.Steps * _setup.Batch / _setup.Images);
        Tensor real = data.Next(_setup.Batch).Real, fake = _generator.Forward(_generator.Latents(_setup.Batch));

        _discriminatorPlayer.Parameters.RequiresGrad(true);
        Tensor ofReal = Judge(real).Energy, ofFake = Judge(fake.detach()).Energy;
        Tensor discriminatorLoss = DiscriminatorLoss(ofReal, ofFake);
        Tensor discriminatorNorm = _discriminatorPlayer.Descend(discriminatorLoss, progress);

        _discriminatorPlayer.Parameters.RequiresGrad(false);
        (Tensor energy, Tensor codes) = Judge(fake);
        Tensor generatorLoss = GeneratorLoss(energy, codes);
        Tensor generatorNorm = _generatorPlayer.Descend(generatorLoss, progress);
        Average.Update(_setup.Batch);
        return Numbers(
        [
            ("discriminator_loss", discriminatorLoss), ("generator_loss", generatorLoss),
            ("real_energy", ofReal.mean()), ("fake_energy", energy.mean()),
            ("discriminator_gradient_norm", discriminatorNorm), ("generator_gradient_norm", generatorNorm),
            .. AfterStep(ofReal.mean().detach(), energy.mean().detach()),
        ]);
    }

    /// <summary>How badly samples are reconstructed, one number each.</summary>
    /// <param name="difference">Reconstruction less sample, <c>[N, F]</c>.</param>
    /// <returns><c>[N]</c>, at least 0.</returns>
    protected abstract Tensor Energy(Tensor difference);

    /// <summary>What the discriminator minimises.</summary>
    /// <param name="real">The energies of real samples, <c>[N]</c>.</param>
    /// <param name="fake">Those of fakes.</param>
    protected abstract Tensor DiscriminatorLoss(Tensor real, Tensor fake);

    /// <summary>What the generator minimises.</summary>
    /// <param name="fake">The energies of its samples, <c>[N]</c>.</param>
    /// <param name="codes">What the encoder makes of them, <c>[N, F]</c>.</param>
    protected abstract Tensor GeneratorLoss(Tensor fake, Tensor codes);

    /// <summary>What changes besides the networks, and more numbers of the step.</summary>
    /// <param name="real">The mean energy of the real samples.</param>
    /// <param name="fake">That of the fakes, as the generator's step saw it.</param>
    protected virtual IEnumerable<(string Name, Tensor Value)> AfterStep(Tensor real, Tensor fake) => [];

    private (Tensor Energy, Tensor Codes) Judge(Tensor samples)
    {
        Tensor codes = _discriminator.Encode(samples);
        return (Energy((_discriminator.Decode(codes) - samples).flatten(1)), codes);
    }
}
