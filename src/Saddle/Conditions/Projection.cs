using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Conditions;

/// <summary>
/// The projection discriminator (arXiv:1802.05637, equation 3): to the logit is added the inner product of the features, summed over
/// all pixels, with a trained vector for the class. In the generator each batch normalisation has a gain and a shift for each class; a
/// generator without batch normalisation sees the class beside the latent.
/// </summary>
public sealed class Projection() : ClassConditioning(Entry)
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Conditioning> Entry { get; } = new(
        "projection", "the class against the discriminator's features, and in the generator's batch normalisation", "arXiv:1802.05637",
        [], _ => new Projection());

    /// <inheritdoc/>
    public override Generator CreateGenerator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return ConditionalGenerator.WithConditionInside(network, form.Shape, new ClassEncoder(form.Classes.Count));
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(form);
        return new ProjectionDiscriminator(network.CreateDiscriminator(form.Shape), new ClassEncoder(form.Classes.Count));
    }
}
