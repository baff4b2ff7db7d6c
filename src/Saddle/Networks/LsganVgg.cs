using System.Numerics;
using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The 112x112 pair of Mao et al. (arXiv:1611.04076, section 3.4), whose generator follows VGG: 3x3 transposed convolutions, some
/// of which keep the size; batch normalisation and ReLU after each but the last, which ends in tanh. The discriminator has 5x5
/// convolutions of stride 2 with leaky ReLU of slope 0.2, normalised except the first, and a dense layer. Other sizes are 7 times a
/// power of two: with w the width next to the image, a doubling stage of the generator has w, 2 w, 4 w, 4 w... channels, counted
/// from the image, and from the third on a second layer that keeps the size; the discriminator's layers have w, 2 w, 4 w, 8 w, 8 w...
/// </summary>
public sealed class LsganVgg : Network
{
    private const int Start = 7;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "lsgan-vgg", "3x3 transposed convolutions from 7x7, 5x5 strided ones back", "arXiv:1611.04076, section 3.4",
        [
            Setting.Whole("size", 112, "the side of the images in pixels: 14, 28, 56, 112 or 224", 14, 224),
            ImageNetwork.Channels,
            Setting.Whole("latent", 1024, "the dimensions of the latent", 1, 4096),
            LatentSetting.Setting,
            Setting.Whole("generator_width", 64, "the channels of the generator's last hidden layer", 1, 1024),
            Setting.Whole("discriminator_width", 64, "the channels of the discriminator's first layer", 1, 1024),
            ImageNetwork.DiscriminatorNormalization,
            MinibatchLayer.Setting,
        ],
        s => new LsganVgg(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"), s.Text("latent_distribution"),
            (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"),
            s.Text("discriminator_normalization"), s.Text("minibatch")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly LatentDistribution _latentDistribution;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly bool _normalizesDiscriminator;
    private readonly string _minibatch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels: 14, 28, 56, 112 or 224.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="latentDistribution">What latents are drawn from: uniform as in the paper, or normal.</param>
    /// <param name="generatorWidth">The channels of the generator's last hidden layer.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first layer.</param>
    /// <param name="discriminatorNormalization">batch as in the paper, or none, as penalties on the slope need.</param>
    /// <param name="minibatch">What the discriminator sees of the batch as a whole: none, deviation or discrimination.</param>
    public LsganVgg(
        int size = 112, int channels = 0, int latent = 1024, string latentDistribution = "uniform", int generatorWidth = 64,
        int discriminatorWidth = 64, string discriminatorNormalization = "batch", string minibatch = "none")
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("latent_distribution", latentDistribution),
            ("generator_width", generatorWidth), ("discriminator_width", discriminatorWidth),
            ("discriminator_normalization", discriminatorNormalization), ("minibatch", minibatch))
    {
        ImageNetwork.CheckSize(Name, size, 14, 28, 56, 112, 224);
        ImageNetwork.CheckChannels(Name, channels);
        (_size, _channels, _latent, _latentDistribution) = (size, channels, latent, LatentSetting.Read(latentDistribution));
        (_generatorWidth, _discriminatorWidth) = (generatorWidth, discriminatorWidth);
        (_normalizesDiscriminator, _minibatch) = (discriminatorNormalization == "batch", minibatch);
    }

    private int Doublings => BitOperations.Log2((uint)(_size / Start));

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        long width = GeneratorWidth(Doublings);
        List<Layer> layers =
        [
            new Linear(latent, width * Start * Start, bias: false), new Reshape(width, Start, Start), new BatchNorm2d(width), new ReLU(),
        ];
        for (int stage = Doublings - 1; stage >= 0; stage--)
        {
            long next = GeneratorWidth(stage);
            layers.AddRange([new ConvTranspose2d(width, next, 3, 2, 1, 1, bias: false), new BatchNorm2d(next), new ReLU()]);
            if (stage >= 2)
            {
                layers.AddRange([new ConvTranspose2d(next, next, 3, 1, 1, bias: false), new BatchNorm2d(next), new ReLU()]);
            }
            width = next;
        }
        layers.AddRange([new ConvTranspose2d(width, shape.Channels, 3, 1, 1), new Tanh()]);
        var generator = new LatentGenerator(new Sequential(layers), latent, shape, _latentDistribution);
        Initialization.Dcgan(generator);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long width = _discriminatorWidth;
        List<Layer> layers = [new Conv2d(shape.Channels, width, 5, 2, 2), new LeakyReLU(0.2)];
        for (int level = 1; level < Doublings; level++)
        {
            long next = (long)_discriminatorWidth << Math.Min(level, 3);
            layers.AddRange(_normalizesDiscriminator
                ? [new Conv2d(width, next, 5, 2, 2, bias: false), new BatchNorm2d(next), new LeakyReLU(0.2)]
                : [new Conv2d(width, next, 5, 2, 2), new LeakyReLU(0.2)]);
            width = next;
        }
        layers.Add(new Flatten());
        Layer head = MinibatchLayer.AddTo(layers, _minibatch, [width * Start * Start], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Dcgan(discriminator);
        return discriminator;
    }

    private long GeneratorWidth(int stage) => (long)_generatorWidth << Math.Min(stage, 2);
}
