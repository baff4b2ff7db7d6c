using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A generator against an autoencoder that is to reconstruct real samples well and fakes badly: how badly is a sample's energy.
/// The kinds differ in what an energy is and in what either side wants of it.
/// </summary>
public abstract class EnergyLearner : GameLearner
{
    private readonly Generator _generator;
    private readonly Autoencoder _discriminator;

    /// <summary>Builds and initialises both players from the default random number generator.</summary>
    /// <param name="choice">Networks and optimisers.</param>
    /// <param name="setup">What it is built for.</param>
    protected EnergyLearner(EnergyChoice choice, LearnerSetup setup) : this(choice, setup, Build(choice, setup)) { }

    private EnergyLearner(
        EnergyChoice choice, LearnerSetup setup, (Generator Generator, Autoencoder Discriminator, Generator Average) networks)
        : base(choice, setup, networks.Generator, networks.Discriminator, networks.Average)
        => (_generator, _discriminator, Generator) = networks;

    /// <inheritdoc/>
    public override Generator Generator { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, Tensor Value)> StepCore(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor real = context.Next().Real, fake = _generator.Forward(_generator.Latents(context.Batch));
        Turn judged = Game.UpdateDiscriminator(context, () =>
        {
            Tensor ofReal = EnergyOf(real).Energy, ofFake = EnergyOf(fake.detach()).Energy;
            return new Loss(DiscriminatorLoss(ofReal, ofFake)) { Shown = [("real_energy", ofReal.mean())] };
        });
        Turn drawn = Game.UpdateGenerator(context, () =>
        {
            (Tensor energy, Tensor codes) = EnergyOf(fake);
            return new Loss(GeneratorLoss(energy, codes)) { Shown = [("fake_energy", energy.mean())] };
        });
        UpdateAverage(context);
        return [.. Turn.Numbers(judged, drawn), .. AfterStep(judged.Shown[0].Value, drawn.Shown[0].Value)];
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

    private (Tensor Energy, Tensor Codes) EnergyOf(Tensor samples)
    {
        Tensor codes = _discriminator.Encode(samples);
        return (Energy((_discriminator.Decode(codes) - samples).flatten(1)), codes);
    }

    private static (Generator, Autoencoder, Generator) Build(EnergyChoice choice, LearnerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(setup);
        Network network = choice.Network;
        Generator generator = network.CreateGenerator(setup.Form.Shape);
        var discriminator = new Autoencoder(network, setup.Form.Shape);
        return (generator, discriminator, network.CreateGenerator(setup.Form.Shape));
    }
}
