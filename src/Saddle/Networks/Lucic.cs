using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The pair that Lucic et al. compare objectives with (arXiv:1711.10337, section 5.1, after InfoGAN, arXiv:1606.03657, appendix C.1),
/// at 28x28 in the paper: in the generator two dense layers and two 4x4 transposed convolutions with ReLU, in the discriminator two
/// 4x4 convolutions and two dense layers with leaky ReLU of slope 0.2; batch normalisation except next to the image and before the
/// logit. The paper's images lie in [0, 1] and end in a sigmoid; in [-1, 1] that is 2 sigmoid(x) - 1 = tanh(x / 2), so a tanh differs
/// by the scale of the last layer only.
/// </summary>
public sealed class Lucic : Network
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "lucic", "two convolutions and two dense layers, in which objectives have been compared", "arXiv:1711.10337, section 5.1",
        [
            Setting.Whole("size", 28, "the side of the images in pixels, a multiple of 4", 8, 64),
            ImageNetwork.Channels,
            Setting.Whole("latent", 64, "the dimensions of the latent", 1, 4096),
            LatentSetting.Setting,
            Setting.Whole("generator_width", 64, "the channels of the generator's last hidden layer", 1, 1024),
            Setting.Whole("discriminator_width", 64, "the channels of the discriminator's first layer", 1, 1024),
            Setting.Whole("features", 1024, "the features of the dense layers", 1, 8192),
            ImageNetwork.DiscriminatorNormalization,
            MinibatchLayer.Setting,
        ],
        s => new Lucic(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"), s.Text("latent_distribution"),
            (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"), (int)s.Whole("features"),
            s.Text("discriminator_normalization"), s.Text("minibatch")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly LatentDistribution _latentDistribution;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _features;
    private readonly bool _normalizesDiscriminator;
    private readonly string _minibatch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels, a multiple of 4 from 8 to 64.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="latentDistribution">What latents are drawn from: uniform as in the paper, or normal.</param>
    /// <param name="generatorWidth">The channels of the generator's last hidden layer.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first layer.</param>
    /// <param name="features">The features of the dense layers.</param>
    /// <param name="discriminatorNormalization">batch as in the paper, or none, as penalties on the slope need.</param>
    /// <param name="minibatch">What the discriminator sees of the batch as a whole: none, deviation or discrimination.</param>
    public Lucic(
        int size = 28, int channels = 0, int latent = 64, string latentDistribution = "uniform", int generatorWidth = 64,
        int discriminatorWidth = 64, int features = 1024, string discriminatorNormalization = "batch", string minibatch = "none")
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("latent_distribution", latentDistribution),
            ("generator_width", generatorWidth), ("discriminator_width", discriminatorWidth), ("features", features),
            ("discriminator_normalization", discriminatorNormalization), ("minibatch", minibatch))
    {
        if (size % 4 != 0)
        {
            throw new ArgumentException($"{Name}: size must be a multiple of 4 from 8 to 64, but is {size}.");
        }
        ImageNetwork.CheckChannels(Name, channels);
        (_size, _channels, _latent, _latentDistribution) = (size, channels, latent, LatentSetting.Read(latentDistribution));
        (_generatorWidth, _discriminatorWidth, _features) = (generatorWidth, discriminatorWidth, features);
        (_normalizesDiscriminator, _minibatch) = (discriminatorNormalization == "batch", minibatch);
    }

    // The side of the smallest image, 7 in the paper.
    private int Start => _size / 4;

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        long width = 2L * _generatorWidth, elements = width * Start * Start;
        var generator = new LatentGenerator(
            new Sequential(
                new Linear(latent, _features, bias: false), new BatchNorm1d(_features), new ReLU(),
                new Linear(_features, elements, bias: false), new BatchNorm1d(elements), new ReLU(), new Reshape(width, Start, Start),
                new ConvTranspose2d(width, _generatorWidth, 4, 2, 1, bias: false), new BatchNorm2d(_generatorWidth), new ReLU(),
                new ConvTranspose2d(_generatorWidth, shape.Channels, 4, 2, 1), new Tanh()),
            latent, shape, _latentDistribution);
        Initialization.Normal(generator, 0.02);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long width = 2L * _discriminatorWidth, elements = width * Start * Start;
        List<Layer> layers = [new Conv2d(shape.Channels, _discriminatorWidth, 4, 2, 1), new LeakyReLU(0.2)];
        layers.AddRange(_normalizesDiscriminator
            ?
            [
                new Conv2d(_discriminatorWidth, width, 4, 2, 1, bias: false), new BatchNorm2d(width), new LeakyReLU(0.2), new Flatten(),
                new Linear(elements, _features, bias: false), new BatchNorm1d(_features), new LeakyReLU(0.2),
            ]
            :
            [
                new Conv2d(_discriminatorWidth, width, 4, 2, 1), new LeakyReLU(0.2), new Flatten(),
                new Linear(elements, _features), new LeakyReLU(0.2),
            ]);
        Layer head = MinibatchLayer.AddTo(layers, _minibatch, [_features], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Normal(discriminator, 0.02);
        return discriminator;
    }
}
