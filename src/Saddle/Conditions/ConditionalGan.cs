using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Conditions;

/// <summary>
/// The conditional GAN (arXiv:1411.1784): a class becomes a trained vector that stands beside the latent in the generator, and
/// beside the sample in the discriminator: as constant channels of images, as features of points. Each player has vectors of its
/// own.
/// </summary>
[Component("cgan", "the class beside the latent and beside the sample", Source = "arXiv:1411.1784")]
public sealed partial record ConditionalGan : ClassConditioning
{
    /// <summary>The dimensions of the vector that each class becomes.</summary>
    [Setting(1, 4096)] public int Embedding { get; init; } = 16;

    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionBeside(network, form.Shape, new ClassEncoder(form.Classes.Count, Embedding));

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new ConcatenatingDiscriminator(network, form.Shape, new ClassEncoder(form.Classes.Count, Embedding));
}
