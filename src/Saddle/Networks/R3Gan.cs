using System.Numerics;
using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The pair of Huang et al. (arXiv:2501.05441, section 4): residual blocks of a 1x1 convolution that widens, a 3x3 convolution in
/// groups and a 1x1 convolution that narrows, leaky ReLU of slope 0.2 with a bias before it, and no normalisation at all. Instead
/// the last convolution of each block starts at zero and the others are scaled by the number of blocks. Channels double while the
/// image halves. It is meant for the relativistic objective with the penalties R1 and R2.
/// </summary>
/// <remarks>
/// The paper's networks at 32x32 have 768 channels everywhere and two blocks a stage; the defaults here are sized for a processor.
/// Its filters between the stages see zeros beyond the edges; ours, bilinear both ways, repeat the border.
/// As in the paper nothing bounds what the generator draws: samples may leave [-1, 1] a little.
/// </remarks>
public sealed class R3Gan : Network
{
    private const double Slope = 0.2;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "r3gan", "grouped residual blocks without normalisation", "arXiv:2501.05441",
        [
            Setting.Whole("size", 32, "the side of the images in pixels, a power of two", 8, 256),
            ImageNetwork.Channels,
            Setting.Whole("latent", 64, "the dimensions of the latent", 1, 4096),
            Setting.Whole("generator_width", 8, "the channels of the generator's last stage; 768 in the paper", 1, 2048),
            Setting.Whole("discriminator_width", 8, "the channels of the discriminator's first stage; 768 in the paper", 1, 2048),
            Setting.Whole("maximum_width", 128, "the most channels that any stage gets; 768 in the paper", 1, 8192),
            Setting.Whole("blocks", 1, "the residual blocks of each stage; 2 in the paper", 1, 16),
            Setting.Whole("expansion", 2, "how many times as wide a block is inside", 1, 8),
            Setting.Whole("group_size", 16, "the channels of one group of the 3x3 convolutions", 1, 1024),
        ],
        s => new R3Gan(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"),
            (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"), (int)s.Whole("maximum_width"),
            (int)s.Whole("blocks"), (int)s.Whole("expansion"), (int)s.Whole("group_size")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _maximumWidth;
    private readonly int _blocks;
    private readonly int _expansion;
    private readonly int _groupSize;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels: 8, 16, 32, 64, 128 or 256.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="generatorWidth">The channels of the generator's last stage.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first stage.</param>
    /// <param name="maximumWidth">The most channels that any stage gets.</param>
    /// <param name="blocks">The residual blocks of each stage.</param>
    /// <param name="expansion">How many times as wide a block is inside.</param>
    /// <param name="groupSize">The channels of one group of the 3x3 convolutions; a block that is narrower has one group.</param>
    public R3Gan(
        int size = 32, int channels = 0, int latent = 64, int generatorWidth = 8, int discriminatorWidth = 8, int maximumWidth = 128,
        int blocks = 1, int expansion = 2, int groupSize = 16)
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("maximum_width", maximumWidth), ("blocks", blocks),
            ("expansion", expansion), ("group_size", groupSize))
    {
        ImageNetwork.CheckSize(Name, size, 8, 16, 32, 64, 128, 256);
        ImageNetwork.CheckChannels(Name, channels);
        (_size, _channels, _latent) = (size, channels, latent);
        (_generatorWidth, _discriminatorWidth, _maximumWidth) = (generatorWidth, discriminatorWidth, maximumWidth);
        (_blocks, _expansion, _groupSize) = (blocks, expansion, groupSize);
        foreach (long width in Widths(generatorWidth).Concat(Widths(discriminatorWidth)))
        {
            if (width * expansion > groupSize && width * expansion % groupSize != 0)
            {
                throw new ArgumentException(
                    $"r3gan: group_size {groupSize} does not divide the {width * expansion} channels inside a block of width {width}; "
                    + "choose powers of two, or a group_size that divides every width times expansion.");
            }
        }
    }

    // The 4x4 image is the smallest.
    private int Halvings => BitOperations.Log2((uint)_size) - 2;

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        long[] widths = [.. Widths(_generatorWidth).Reverse()];
        List<Layer> layers = [new GenerativeBasis(latent, widths[0]), .. Blocks(widths[0])];
        foreach ((long before, long width) in widths.Zip(widths.Skip(1)))
        {
            layers.AddRange([.. Change(before, width), new Upsample(2, bilinear: true), .. Blocks(width)]);
        }
        layers.Add(Convolution(widths[^1], shape.Channels, 1));
        return new LatentGenerator(new Sequential(layers), latent, shape);
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long[] widths = [.. Widths(_discriminatorWidth)];
        List<Layer> layers = [Convolution(shape.Channels, widths[0], 1), new ChannelsLast(), .. Blocks(widths[0])];
        foreach ((long before, long width) in widths.Zip(widths.Skip(1)))
        {
            layers.AddRange([new Downsample(), .. Change(before, width), .. Blocks(width)]);
        }
        layers.AddRange([Convolution(widths[^1], widths[^1], 4, groups: widths[^1]), new Flatten()]);
        var head = new Linear(widths[^1], 1, bias: false);
        Initialization.KaimingNormal(head, 1);
        return new Discriminator(new Sequential(layers), head, shape);
    }

    // From the full image to the 4x4 one.
    private IEnumerable<long> Widths(int narrowest)
        => Enumerable.Range(0, Halvings + 1).Select(level => ImageNetwork.Width(narrowest, 1L << level, _maximumWidth));

    private IEnumerable<Layer> Blocks(long width) => Enumerable.Range(0, _blocks).Select(_ => Block(width));

    private Residual Block(long width)
    {
        long inside = width * _expansion;
        // What three convolutions and leaky ReLU do to the variance, shared out over all blocks as Fixup does (arXiv:1901.09321).
        double gain = Math.Sqrt(2 / (1 + Slope * Slope)) * Math.Pow(_blocks * (Halvings + 1), -0.25);
        return new Residual(new Sequential(
            Convolution(width, inside, 1, gain, bias: true), new LeakyReLU(Slope),
            Convolution(inside, inside, 3, gain, bias: true, groups: inside / Math.Min(inside, _groupSize)), new LeakyReLU(Slope),
            Convolution(inside, width, 1, gain: 0)));
    }

    private static IEnumerable<Layer> Change(long before, long after) => before == after ? [] : [Convolution(before, after, 1)];

    // An odd kernel keeps the image's size; the 4x4 one reduces the last stage to a pixel.
    private static Conv2d Convolution(long inputs, long outputs, long kernel, double gain = 1, bool bias = false, long groups = 1)
    {
        var convolution = new Conv2d(inputs, outputs, kernel, padding: kernel % 2 == 1 ? kernel / 2 : 0, bias: bias, groups: groups);
        Initialization.KaimingNormal(convolution, gain);
        return convolution;
    }
}
