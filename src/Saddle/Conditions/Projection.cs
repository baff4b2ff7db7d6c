using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Conditions;

/// <summary>
/// The projection discriminator (arXiv:1802.05637, equation 3): to the logit is added the inner product of the features, summed
/// over all pixels, with a trained vector for the class. In the generator each batch normalisation has a gain and a shift for
/// each class; a generator without batch normalisation sees the class beside the latent.
/// </summary>
[Component(
    "projection", "the class against the discriminator's features, and in the generator's batch normalisation",
    Source = "arXiv:1802.05637")]
public sealed partial record Projection : ClassConditioning
{
    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionInside(network, form.Shape, new ClassEncoder(form.Classes.Count));

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new ProjectionDiscriminator(network.CreateDiscriminator(form.Shape), new ClassEncoder(form.Classes.Count));
}
