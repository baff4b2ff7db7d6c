using Saddle.Components;

namespace Saddle.Networks;

/// <summary>A pair of networks that play against each other: how a generator and its discriminator are built.</summary>
public abstract class Network : Component
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

    /// <summary>Creates the description.</summary>
    protected Network(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values) { }

    /// <summary>What this network makes out of data of a certain shape: the shape that the data must be brought to.</summary>
    /// <param name="data">The shape of the data as it lies there.</param>
    /// <exception cref="ArgumentException">The network cannot make such data; the message says what would do.</exception>
    public abstract SampleShape ShapeFor(SampleShape data);

    /// <summary>Builds and initialises a generator from the default random number generator.</summary>
    /// <param name="shape">The shape of a sample, from <see cref="ShapeFor"/>.</param>
    /// <param name="extraLatent">How many more numbers the first layer gets with each latent: an encoded condition.</param>
    public abstract LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0);

    /// <summary>Builds and initialises a discriminator from the default random number generator.</summary>
    /// <param name="shape">The shape of a sample, from <see cref="ShapeFor"/>.</param>
    public abstract Discriminator CreateDiscriminator(SampleShape shape);
}
