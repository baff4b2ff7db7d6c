using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Conditions;

/// <summary>
/// The conditional GAN (arXiv:1411.1784): a class becomes a trained vector that stands beside the latent in the generator, and beside
/// the sample in the discriminator: as constant channels of images, as features of points. Each player has vectors of its own.
/// </summary>
/// <param name="embedding">The dimensions of the vectors.</param>
public sealed class ConditionalGan(int embedding = 16) : ClassConditioning(Entry, ("embedding", embedding))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Conditioning> Entry { get; } = new(
        "cgan", "the class beside the latent and beside the sample", "arXiv:1411.1784",
        [EmbeddingSetting],
        s => new ConditionalGan((int)s.Whole("embedding")));

    /// <inheritdoc/>
    public override Generator CreateGenerator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return ConditionalGenerator.WithConditionBeside(network, form.Shape, new ClassEncoder(form.Classes.Count, embedding));
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new ConcatenatingDiscriminator(network, form.Shape, new ClassEncoder(form.Classes.Count, embedding));
    }
}
