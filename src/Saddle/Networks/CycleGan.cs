using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The networks of Zhu et al. (arXiv:1703.10593, section 7.2): a generator of residual blocks between two halvings and two doublings,
/// with instance normalisation, ReLU, and mirrored edges; a discriminator of patches. There is one such pair for each direction.
/// </summary>
public sealed class CycleGan : PictureNetwork
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "cyclegan", "residual blocks from pictures to pictures, and a discriminator of patches", "arXiv:1703.10593, section 7.2",
        [
            SizeSetting,
            ImageNetwork.Channels,
            Setting.Whole("generator_width", 64, "the channels of the generator's first layer; four times as many inside", 1, 1024),
            Setting.Whole("discriminator_width", 64, "the channels of the discriminator's first layer", 1, 1024),
            Setting.Whole("blocks", 9, "the residual blocks of the generator; the paper has 6 at 128x128 and 9 at 256x256", 1, 32),
            Setting.Text("discriminator_normalization", "instance", "instance as in the paper, or none", "instance", "none"),
            PatchGan.Setting,
        ],
        s => new CycleGan(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"),
            (int)s.Whole("blocks"), s.Text("discriminator_normalization"), (int)s.Whole("patch")));

    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _blocks;
    private readonly bool _normalizesDiscriminator;
    private readonly int _patch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the pictures in training in pixels, a multiple of 4.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="generatorWidth">The channels of the generator's first layer; four times as many inside.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first layer.</param>
    /// <param name="blocks">The residual blocks of the generator.</param>
    /// <param name="discriminatorNormalization">instance as in the paper, or none.</param>
    /// <param name="patch">The side in pixels of the squares that are judged: 1, 16, 34, 70, 142 or 286.</param>
    public CycleGan(
        int size = 256, int channels = 0, int generatorWidth = 64, int discriminatorWidth = 64, int blocks = 9,
        string discriminatorNormalization = "instance", int patch = 70)
        : base(Entry, ("size", size), ("channels", channels), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("blocks", blocks), ("discriminator_normalization", discriminatorNormalization),
            ("patch", patch))
    {
        Check();
        (_generatorWidth, _discriminatorWidth, _blocks, _patch) = (generatorWidth, discriminatorWidth, blocks, patch);
        _normalizesDiscriminator = discriminatorNormalization == "instance";
    }

    /// <inheritdoc/>
    public override PictureGenerator CreateTranslator(SampleShape shape, long inputChannels)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long width = _generatorWidth, twice = 2 * width, most = 4 * width;
        var main = new Sequential(
        [
            new ReflectionPad2d(3), new Conv2d(inputChannels, width, 7, bias: false), new InstanceNorm2d(width), new ReLU(),
            new Conv2d(width, twice, 3, 2, 1, bias: false), new InstanceNorm2d(twice), new ReLU(),
            new Conv2d(twice, most, 3, 2, 1, bias: false), new InstanceNorm2d(most), new ReLU(),
            .. Enumerable.Range(0, _blocks).Select(_ => Block(most)),
            new ConvTranspose2d(most, twice, 3, 2, 1, 1, bias: false), new InstanceNorm2d(twice), new ReLU(),
            new ConvTranspose2d(twice, width, 3, 2, 1, 1, bias: false), new InstanceNorm2d(width), new ReLU(),
            new ReflectionPad2d(3), new Conv2d(width, shape.Channels, 7), new Tanh(),
        ]);
        var generator = new PictureGenerator(main, 0, shape, inputChannels, 4);
        Initialization.Normal(generator, Deviation);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Discriminator discriminator = PatchGan.Create(
            shape, _patch, _discriminatorWidth, _normalizesDiscriminator ? channels => new InstanceNorm2d(channels) : null);
        Initialization.Normal(discriminator, Deviation);
        return discriminator;
    }

    private static Residual Block(long channels) => new(new Sequential(
        new ReflectionPad2d(1), new Conv2d(channels, channels, 3, bias: false), new InstanceNorm2d(channels), new ReLU(),
        new ReflectionPad2d(1), new Conv2d(channels, channels, 3, bias: false), new InstanceNorm2d(channels)));
}
