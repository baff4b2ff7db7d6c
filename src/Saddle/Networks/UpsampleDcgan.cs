using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// A convolutional pair whose generator repeats pixels and convolves 3x3 where DCGAN transposes, against checkerboards (Odena et
/// al. 2016, doi:10.23915/distill.00003), in the form that PyTorch-GAN's <c>dcgan</c> made common. The generator begins with a
/// dense layer at a quarter of the size and normalises before and after each of its two doublings; with w its width, they have w and
/// w / 2 channels. The discriminator halves the image four times, 3x3 and stride 2, to w, 2 w, 4 w and 8 w channels, drops
/// channels out, and normalises after that, except in its first layer.
/// </summary>
public sealed class UpsampleDcgan : Network
{
    private const int Shrinkage = 16;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "dcgan-upsample", "repeated pixels and 3x3 convolutions up, 3x3 strided ones down with dropout", "doi:10.23915/distill.00003",
        [
            Setting.Whole("size", 32, "the side of the images in pixels: 16, 32, 64 or 128", 16, 128),
            ImageNetwork.Channels,
            Setting.Whole("latent", 100, "the dimensions of the latent", 1, 4096),
            Setting.Whole("generator_width", 128, "the channels of the generator's first layers", 2, 1024),
            Setting.Whole("discriminator_width", 16, "the channels of the discriminator's first layer", 1, 1024),
            Setting.Number("dropout", 0.25, "the share of the discriminator's channels that is dropped", 0, 0.9),
            Setting.Number(
                "epsilon", 1e-5, "added to the variance of normalised layers but the first; PyTorch-GAN has 0.8, meant as a momentum", 1e-12, 10),
            ImageNetwork.DiscriminatorNormalization,
            MinibatchLayer.Setting,
        ],
        s => new UpsampleDcgan(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"), (int)s.Whole("generator_width"),
            (int)s.Whole("discriminator_width"), s.Number("dropout"), s.Number("epsilon"), s.Text("discriminator_normalization"),
            s.Text("minibatch")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly double _dropout;
    private readonly double _epsilon;
    private readonly bool _normalizesDiscriminator;
    private readonly string _minibatch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels: 16, 32, 64 or 128.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="generatorWidth">The channels of the generator's first layers.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first layer.</param>
    /// <param name="dropout">The share of the discriminator's channels that is dropped in training.</param>
    /// <param name="epsilon">Added to the variance of normalised layers but the generator's first.</param>
    /// <param name="discriminatorNormalization">batch, or none, as penalties on the slope need.</param>
    /// <param name="minibatch">What the discriminator sees of the batch as a whole: none, deviation or discrimination.</param>
    public UpsampleDcgan(
        int size = 32, int channels = 0, int latent = 100, int generatorWidth = 128, int discriminatorWidth = 16, double dropout = 0.25,
        double epsilon = 1e-5, string discriminatorNormalization = "batch", string minibatch = "none")
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("dropout", dropout), ("epsilon", epsilon),
            ("discriminator_normalization", discriminatorNormalization), ("minibatch", minibatch))
    {
        ImageNetwork.CheckSize(Name, size, 16, 32, 64, 128);
        ImageNetwork.CheckChannels(Name, channels);
        (_size, _channels, _latent, _generatorWidth, _discriminatorWidth) = (size, channels, latent, generatorWidth, discriminatorWidth);
        (_dropout, _epsilon) = (dropout, epsilon);
        (_normalizesDiscriminator, _minibatch) = (discriminatorNormalization == "batch", minibatch);
    }

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        long start = _size / 4, width = _generatorWidth, half = width / 2;
        var layers = new Sequential(
            new Linear(latent, width * start * start), new Reshape(width, start, start), new BatchNorm2d(width),
            new UpsampleConv2d(width, width), new BatchNorm2d(width, _epsilon), new LeakyReLU(0.2),
            new UpsampleConv2d(width, half), new BatchNorm2d(half, _epsilon), new LeakyReLU(0.2),
            new Conv2d(half, shape.Channels, 3, 1, 1), new Tanh());
        var generator = new LatentGenerator(layers, latent, shape);
        Initialization.Dcgan(generator);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        List<Layer> layers = [];
        (long before, long width) = (shape.Channels, _discriminatorWidth);
        for (int shrinkage = 2; shrinkage <= Shrinkage; shrinkage *= 2)
        {
            layers.AddRange([new Conv2d(before, width, 3, 2, 1), new LeakyReLU(0.2), new Dropout2d(_dropout)]);
            if (_normalizesDiscriminator && shrinkage > 2)
            {
                layers.Add(new BatchNorm2d(width, _epsilon));
            }
            (before, width) = (width, 2 * width);
        }
        long side = _size / Shrinkage;
        layers.Add(new Flatten());
        Layer head = MinibatchLayer.AddTo(layers, _minibatch, [before * side * side], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Dcgan(discriminator);
        return discriminator;
    }
}
