using Saddle.Components;
using Saddle.Data;

namespace Saddle.Networks;

/// <summary>A pair of networks that play against each other: how a generator and its discriminator are built.</summary>
public abstract record Network : Component
{
    /// <summary>Every network, in the order in which they are listed.</summary>
    public static Catalogue<Network> All { get; } = new(
        "network",
        Dcgan.Entry,
        UpsampleDcgan.Entry,
        LsganVgg.Entry,
        Lucic.Entry,
        ResNet.Entry,
        R3Gan.Entry,
        Transformer.Entry,
        Pix2Pix.Entry,
        CycleGan.Entry,
        Mlp.Entry);

    /// <summary>What this network makes out of data of a certain shape: the shape that the data must be brought to.</summary>
    /// <param name="data">The shape of the data as it lies there.</param>
    /// <exception cref="InputException">
    /// The network cannot make such data, and the message says what would do; or its settings contradict each other.
    /// </exception>
    public SampleShape ShapeFor(SampleShape data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ThrowIfInvalid();
        return ShapeForCore(data);
    }

    /// <summary>Builds and initialises a generator from the default random number generator.</summary>
    /// <param name="shape">The shape of a sample, from <see cref="ShapeFor"/>.</param>
    /// <param name="extraLatent">How many more numbers the first layer gets with each latent: an encoded condition.</param>
    /// <exception cref="InputException">The settings contradict each other or are out of their ranges.</exception>
    public LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(extraLatent);
        ThrowIfInvalid();
        return CreateGeneratorCore(shape, extraLatent);
    }

    /// <summary>Builds and initialises a discriminator from the default random number generator.</summary>
    /// <param name="shape">The shape of a sample, from <see cref="ShapeFor"/>.</param>
    /// <exception cref="InputException">The settings contradict each other or are out of their ranges.</exception>
    public Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ThrowIfInvalid();
        return CreateDiscriminatorCore(shape);
    }

    /// <summary>The shape for data of a certain shape, arguments checked.</summary>
    protected abstract SampleShape ShapeForCore(SampleShape data);

    /// <summary>The generator, arguments checked.</summary>
    protected abstract LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent);

    /// <summary>The discriminator, arguments checked.</summary>
    protected abstract Discriminator CreateDiscriminatorCore(SampleShape shape);
}
