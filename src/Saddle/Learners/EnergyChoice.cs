using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A learner whose discriminator is an autoencoder, of the network's discriminator and generator: see
/// <see cref="EnergyLearner"/>.
/// </summary>
public abstract record EnergyChoice : GameChoice
{
    /// <inheritdoc/>
    public override string Headline => $"{Network.Name}, {this}";

    /// <inheritdoc/>
    public override Generator CreateGenerator(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Network.CreateGenerator(form.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using Generator generator = CreateGenerator(form);
        using var discriminator = new Autoencoder(Network, form.Shape);
        generator.Train(false);
        discriminator.Train(false);
        Tensor samples = torch.zeros([2, .. form.Shape.Sizes]);
        return
        [
            new NetworkPlan("generator", LayerSummary.Of(() => generator.Forward(generator.Latents(2))), IsAveraged: true),
            new NetworkPlan("discriminator", LayerSummary.Of(() => discriminator.Decode(discriminator.Encode(samples)))),
        ];
    }
}
