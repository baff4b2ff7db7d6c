using System.Numerics;
using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The deep convolutional pair of Radford et al. (arXiv:1511.06434): only strided and transposed 4x4 convolutions, no pooling and
/// no dense layers; batch normalisation except in the generator's last and the discriminator's first and last layer; ReLU and a
/// final tanh in the generator, leaky ReLU of slope 0.2 in the discriminator. Channels double while the image halves.
/// </summary>
public sealed class Dcgan : Network
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "dcgan", "strided and transposed convolutions with batch normalisation", "arXiv:1511.06434",
        [
            Setting.Whole("size", 32, "the side of the images in pixels, a power of two", 16, 256),
            ImageNetwork.Channels,
            Setting.Whole("latent", 100, "the dimensions of the latent", 1, 4096),
            Setting.Whole("generator_width", 64, "the channels of the generator's last hidden layer", 1, 1024),
            Setting.Whole("discriminator_width", 64, "the channels of the discriminator's first layer", 1, 1024),
            Setting.Whole("maximum_width", 1024, "the most channels that any layer gets", 1, 8192),
            ImageNetwork.DiscriminatorNormalization,
            MinibatchLayer.Setting,
        ],
        s => new Dcgan(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"),
            (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"), (int)s.Whole("maximum_width"),
            s.Text("discriminator_normalization"), s.Text("minibatch")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _maximumWidth;
    private readonly bool _normalizesDiscriminator;
    private readonly string _minibatch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels: 16, 32, 64, 128 or 256.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="generatorWidth">The channels of the generator's last hidden layer.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first layer.</param>
    /// <param name="maximumWidth">The most channels that any layer gets.</param>
    /// <param name="discriminatorNormalization">batch as in the paper, or none, as penalties on the slope need.</param>
    /// <param name="minibatch">What the discriminator sees of the batch as a whole: none, deviation or discrimination.</param>
    public Dcgan(
        int size = 32, int channels = 0, int latent = 100, int generatorWidth = 64, int discriminatorWidth = 64, int maximumWidth = 1024,
        string discriminatorNormalization = "batch", string minibatch = "none")
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("maximum_width", maximumWidth),
            ("discriminator_normalization", discriminatorNormalization), ("minibatch", minibatch))
    {
        if (!BitOperations.IsPow2(size))
        {
            throw new ArgumentException($"dcgan: size must be a power of two (16, 32, 64, 128 or 256), but is {size}.");
        }
        ImageNetwork.CheckChannels(Name, channels);
        (_size, _channels, _latent) = (size, channels, latent);
        (_normalizesDiscriminator, _minibatch) = (discriminatorNormalization == "batch", minibatch);
        (_generatorWidth, _discriminatorWidth, _maximumWidth) = (generatorWidth, discriminatorWidth, maximumWidth);
    }

    // The convolutions between the 4x4 image and the full one.
    private int Halvings => BitOperations.Log2((uint)_size) - 2;

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        long width = Width(_generatorWidth, Halvings - 1);
        List<Layer> layers =
        [
            new Reshape(latent, 1, 1),
            new ConvTranspose2d(latent, width, 4, bias: false), new BatchNorm2d(width), new ReLU(),
        ];
        for (int level = Halvings - 2; level >= 0; level--)
        {
            long next = Width(_generatorWidth, level);
            layers.AddRange([new ConvTranspose2d(width, next, 4, 2, 1, bias: false), new BatchNorm2d(next), new ReLU()]);
            width = next;
        }
        layers.AddRange([new ConvTranspose2d(width, shape.Channels, 4, 2, 1, bias: false), new Tanh()]);
        var generator = new LatentGenerator(new Sequential(layers), latent, shape);
        Initialization.Dcgan(generator);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long width = Width(_discriminatorWidth, 0);
        List<Layer> layers = [new Conv2d(shape.Channels, width, 4, 2, 1, bias: false), new LeakyReLU(0.2)];
        for (int level = 1; level < Halvings; level++)
        {
            long next = Width(_discriminatorWidth, level);
            layers.AddRange(_normalizesDiscriminator
                ? [new Conv2d(width, next, 4, 2, 1, bias: false), new BatchNorm2d(next), new LeakyReLU(0.2)]
                : [new Conv2d(width, next, 4, 2, 1), new LeakyReLU(0.2)]);
            width = next;
        }
        Layer head = MinibatchLayer.AddTo(layers, _minibatch, [width, 4, 4], channels => new Conv2d(channels, 1, 4, bias: false));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Dcgan(discriminator);
        return discriminator;
    }

    private long Width(int narrowest, int doublings) => ImageNetwork.Width(narrowest, 1L << doublings, _maximumWidth);
}
