using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>A discriminator with a second last layer, which says of what condition a sample is.</summary>
internal sealed class AuxiliaryDiscriminator : Discriminator
{
    private readonly Linear _auxiliary;

    /// <summary>Creates the discriminator.</summary>
    /// <param name="plain">What judges whether samples are real.</param>
    /// <param name="outputs">How many numbers the second layer makes.</param>
    internal AuxiliaryDiscriminator(Discriminator plain, int outputs) : base(plain, plain.Shape)
        => _auxiliary = AddChild("auxiliary", new Linear(FeatureCount, outputs));

    /// <summary>What the second layer makes of features, <c>[N, outputs]</c>.</summary>
    internal Tensor Auxiliary(DiscriminatorOutput output) => _auxiliary.Forward(output.Features.flatten(1));
}
