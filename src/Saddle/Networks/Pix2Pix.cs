using System.Numerics;
using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The pair of Isola et al. (arXiv:1611.07004, section 6.1): a U-Net that halves a picture down to a pixel and doubles it back, with
/// what each level began from beside what comes back to it, and a discriminator of patches. 4x4 convolutions, leaky ReLU of slope 0.2 on
/// the way down and ReLU on the way up, dropout in the levels below a 16th of the size on the way up. The innermost level has no normalisation, which
/// would leave nothing of a single pixel.
/// </summary>
public sealed class Pix2Pix : PictureNetwork
{
    // On the way up to this level and above there is no dropout.
    private const int LastWithoutDropout = 3;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "pix2pix", "a U-Net from pictures to pictures, and a discriminator of patches", "arXiv:1611.07004, section 6.1",
        [
            SizeSetting,
            ImageNetwork.Channels,
            Setting.Whole("latent", 0, "the dimensions of the latent, which stands beside every pixel; 0 for none, as in the paper", 0, 4096),
            Setting.Whole("generator_width", 64, "the channels of the generator's first layer; up to eight times as many inside", 1, 1024),
            Setting.Whole("discriminator_width", 64, "the channels of the discriminator's first layer", 1, 1024),
            Setting.Whole("depth", 8, "how often the picture is halved, at most down to a pixel", 1, 10),
            Setting.Number("dropout", 0.5, "the share dropped in the innermost levels on the way up", 0, 0.9),
            Setting.Text("normalization", "batch", "of the generator: batch, or instance, which is the paper's batch of one", "batch", "instance"),
            Setting.Text("discriminator_normalization", "batch", "batch, instance, or none, as penalties need", "batch", "instance", "none"),
            PatchGan.Setting,
        ],
        s => new Pix2Pix(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"), (int)s.Whole("generator_width"),
            (int)s.Whole("discriminator_width"), (int)s.Whole("depth"), s.Number("dropout"), s.Text("normalization"),
            s.Text("discriminator_normalization"), (int)s.Whole("patch")));

    private readonly int _latent;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _depth;
    private readonly double _dropout;
    private readonly string _normalization;
    private readonly string _discriminatorNormalization;
    private readonly int _patch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the pictures in training in pixels, a multiple of 4.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent, which stands beside every pixel; 0 for none, as in the paper.</param>
    /// <param name="generatorWidth">The channels of the generator's first layer; up to eight times as many inside.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first layer.</param>
    /// <param name="depth">How often the picture is halved, at most down to a pixel.</param>
    /// <param name="dropout">The share dropped in the innermost levels on the way up.</param>
    /// <param name="normalization">Of the generator: batch or instance.</param>
    /// <param name="discriminatorNormalization">batch, instance or none, as penalties need.</param>
    /// <param name="patch">The side in pixels of the squares that are judged: 1, 16, 34, 70, 142 or 286.</param>
    public Pix2Pix(
        int size = 256, int channels = 0, int latent = 0, int generatorWidth = 64, int discriminatorWidth = 64, int depth = 8,
        double dropout = 0.5, string normalization = "batch", string discriminatorNormalization = "batch", int patch = 70)
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("depth", depth), ("dropout", dropout), ("normalization", normalization),
            ("discriminator_normalization", discriminatorNormalization), ("patch", patch))
    {
        Check();
        (_latent, _generatorWidth, _discriminatorWidth) = (latent, generatorWidth, discriminatorWidth);
        _depth = Math.Min(depth, BitOperations.Log2((uint)size));
        (_dropout, _normalization, _discriminatorNormalization, _patch) = (dropout, normalization, discriminatorNormalization, patch);
    }

    /// <inheritdoc/>
    public override PictureGenerator CreateTranslator(SampleShape shape, long inputChannels)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long width = Width(0);
        Layer down = new Conv2d(inputChannels + _latent, width, 4, 2, 1);
        Layer main = _depth == 1
            ? new Sequential(down, new ReLU(), new ConvTranspose2d(width, shape.Channels, 4, 2, 1), new Tanh())
            : new Sequential(down, Level(1), new ReLU(), new ConvTranspose2d(2 * width, shape.Channels, 4, 2, 1), new Tanh());
        var generator = new PictureGenerator(main, _latent, shape, inputChannels, 1 << _depth);
        Initialization.Normal(generator, Deviation);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Discriminator discriminator = PatchGan.Create(
            shape, _patch, _discriminatorWidth,
            _discriminatorNormalization == "none" ? null : channels => Norm(_discriminatorNormalization, channels));
        Initialization.Normal(discriminator, Deviation);
        return discriminator;
    }

    // A level with all below it: down, what is below, up.
    private Skip Level(int level)
    {
        long above = Width(level - 1), width = Width(level);
        bool innermost = level == _depth - 1;
        List<Layer> layers = [new LeakyReLU(0.2), new Conv2d(above, width, 4, 2, 1, bias: innermost)];
        if (!innermost)
        {
            layers.AddRange([Norm(_normalization, width), Level(level + 1)]);
        }
        layers.AddRange(
        [
            new ReLU(), new ConvTranspose2d(innermost ? width : 2 * width, above, 4, 2, 1, bias: false), Norm(_normalization, above),
        ]);
        if (_dropout > 0 && level - 1 > LastWithoutDropout)
        {
            layers.Add(new Dropout(_dropout));
        }
        return new Skip(new Sequential(layers));
    }

    private long Width(int level) => (long)_generatorWidth << Math.Min(level, 3);
}
