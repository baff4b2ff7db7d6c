using System.Numerics;
using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The pair of Huang et al. (arXiv:2501.05441, section 4): residual blocks of a 1x1 convolution that widens, a 3x3 convolution in
/// groups and a 1x1 convolution that narrows, leaky ReLU of slope 0.2 with a bias before it, and no normalisation at all. Instead
/// the last convolution of each block starts at zero and the others are scaled by the number of blocks. Channels double while the
/// image halves. It is meant for the relativistic objective with the penalties R1 and R2.
/// </summary>
/// <remarks>
/// The paper's networks at 32x32 have 768 channels everywhere and two blocks a stage; the defaults here are sized for a
/// processor. Its filters between the stages see zeros beyond the edges; ours, bilinear both ways, repeat the border. As in the
/// paper nothing bounds what the generator draws: samples may leave [-1, 1] a little.
/// </remarks>
[Component("r3gan", "grouped residual blocks without normalisation", Source = "arXiv:2501.05441")]
public sealed partial record R3Gan : ImageNetwork
{
    private const double Slope = 0.2;

    /// <summary>The side of the images in pixels, a power of two.</summary>
    [Setting(8, 256)] public override int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 64;

    /// <summary>The channels of the generator's last stage; 768 in the paper.</summary>
    [Setting(1, 2048)] public int GeneratorWidth { get; init; } = 8;

    /// <summary>The channels of the discriminator's first stage; 768 in the paper.</summary>
    [Setting(1, 2048)] public int DiscriminatorWidth { get; init; } = 8;

    /// <summary>The most channels that any stage gets; 768 in the paper.</summary>
    [Setting(1, 8192)] public int MaximumWidth { get; init; } = 128;

    /// <summary>The residual blocks of each stage; 2 in the paper.</summary>
    [Setting(1, 16)] public int Blocks { get; init; } = 1;

    /// <summary>How many times as wide a block is inside.</summary>
    [Setting(1, 8)] public int Expansion { get; init; } = 2;

    /// <summary>The channels of one group of the 3x3 convolutions.</summary>
    [Setting(1, 1024)] public int GroupSize { get; init; } = 16;

    // The 4x4 image is the smallest.
    private int Halvings => BitOperations.Log2((uint)Size) - 2;

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        long[] widths = [.. Widths(GeneratorWidth).Reverse()];
        List<Layer> layers = [new GenerativeBasis(latent, widths[0]), .. Stage(widths[0])];
        foreach ((long before, long width) in widths.Zip(widths.Skip(1)))
        {
            layers.AddRange([.. Change(before, width), new Upsample(2, bilinear: true), .. Stage(width)]);
        }
        layers.Add(Convolution(widths[^1], shape.Channels, 1));
        return new LatentGenerator(new Sequential(layers), latent, shape);
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        long[] widths = [.. Widths(DiscriminatorWidth)];
        List<Layer> layers = [Convolution(shape.Channels, widths[0], 1), new ChannelsLast(), .. Stage(widths[0])];
        foreach ((long before, long width) in widths.Zip(widths.Skip(1)))
        {
            layers.AddRange([new Downsample(), .. Change(before, width), .. Stage(width)]);
        }
        layers.AddRange([Convolution(widths[^1], widths[^1], 4, groups: widths[^1]), new Flatten()]);
        var head = new Linear(widths[^1], 1, bias: false);
        Initialization.KaimingNormal(head, 1);
        return new Discriminator(new Sequential(layers), head, shape);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. SizeProblems(8, 16, 32, 64, 128, 256), .. base.Contradictions(), .. WidthProblems().Take(1)];

    // Of each width that the groups do not divide; the first is worth telling.
    private IEnumerable<string> WidthProblems()
        => Widths(GeneratorWidth).Concat(Widths(DiscriminatorWidth))
            .Where(width => width * Expansion > GroupSize && width * Expansion % GroupSize != 0)
            .Select(width =>
                $"group_size {GroupSize} does not divide the {width * Expansion} channels inside a block of width {width}; "
                + "choose powers of two, or a group_size that divides every width times expansion");

    // From the full image to the 4x4 one.
    private IEnumerable<long> Widths(int narrowest)
        => Enumerable.Range(0, Halvings + 1).Select(level => BoundedWidth(narrowest, 1L << level, MaximumWidth));

    private IEnumerable<Layer> Stage(long width) => Enumerable.Range(0, Blocks).Select(_ => Block(width));

    private Residual Block(long width)
    {
        long inside = width * Expansion;
        // What three convolutions and leaky ReLU do to the variance, shared out over all blocks as Fixup does (arXiv:1901.09321).
        double gain = Math.Sqrt(2 / (1 + Slope * Slope)) * Math.Pow(Blocks * (Halvings + 1), -0.25);
        return new Residual(new Sequential(
            Convolution(width, inside, 1, gain, bias: true), new LeakyReLU(Slope),
            Convolution(inside, inside, 3, gain, bias: true, groups: inside / Math.Min(inside, GroupSize)), new LeakyReLU(Slope),
            Convolution(inside, width, 1, gain: 0)));
    }

    private static IEnumerable<Layer> Change(long before, long after) => before == after ? [] : [Convolution(before, after, 1)];

    // An odd kernel keeps the image's size; the 4x4 one reduces the last stage to a pixel.
    private static Conv2d Convolution(long inputs, long outputs, long kernel, double gain = 1, bool bias = false, long groups = 1)
    {
        var convolution = new Conv2d(
            inputs, outputs, kernel, padding: kernel % 2 == 1 ? kernel / 2 : 0, bias: bias, groups: groups);
        Initialization.KaimingNormal(convolution, gain);
        return convolution;
    }
}
