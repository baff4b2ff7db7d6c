using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The residual pair of WGAN-GP (arXiv:1704.00028, appendix F) and SNGAN (arXiv:1802.05957, tables 3 to 5), with SAGAN's options
/// (arXiv:1805.08318). The generator goes from a dense layer through blocks that double the image; the discriminator, which has
/// no batch normalisation, through blocks that halve it, to a pool over all pixels and a dense layer. At 32 every block has the
/// same width (the papers: 128, and 256 in SNGAN's generator) and the discriminator halves twice. At 48, 64 and 128 widths double
/// while the image halves (the papers: from 64 to at most 1024), and the discriminator goes down to 3x3 or 4x4.
/// </summary>
[Component(
    "resnet", "residual blocks, with self-attention if asked for",
    Source = "arXiv:1704.00028, appendix F; arXiv:1802.05957, tables 3 to 5")]
public sealed partial record ResNet : ImageNetwork
{
    private const int ConstantWidthSize = 32;

    /// <summary>The side of the images in pixels: 32, 48, 64 or 128.</summary>
    [Setting(32, 128)] public override int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 128;

    /// <summary>The channels of the generator's last block.</summary>
    [Setting(1, 1024)] public int GeneratorWidth { get; init; } = 128;

    /// <summary>The channels of the discriminator's first block.</summary>
    [Setting(1, 1024)] public int DiscriminatorWidth { get; init; } = 128;

    /// <summary>The most channels that any layer gets.</summary>
    [Setting(1, 8192)] public int MaximumWidth { get; init; } = 1024;

    /// <summary>The side of the images at which both networks have self-attention (SAGAN), 0 for none.</summary>
    [Setting(0, 64)] public int Attention { get; init; }

    /// <summary>Whether the generator's weights are spectrally normalised (SAGAN).</summary>
    [Setting] public bool GeneratorSpectralNorm { get; init; }

    /// <summary>What the discriminator ends with: sum (SNGAN) or mean (WGAN-GP) over all pixels.</summary>
    [Setting] public Pooling Pooling { get; init; }

    /// <summary>
    /// What the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498).
    /// </summary>
    [Setting] public MinibatchFeature Minibatch { get; init; }

    // The side of the generator's first image.
    private int Start => Size == 48 ? 6 : 4;

    // The side of the discriminator's last image.
    private int End => Size switch { ConstantWidthSize => 8, 48 => 3, _ => 4 };

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        long width = Width(GeneratorWidth, Size / Start);
        List<Layer> layers = [new Linear(latent, width * Start * Start), new Reshape(width, Start, Start)];
        for (int side = 2 * Start; side <= Size; side *= 2)
        {
            long next = Width(GeneratorWidth, Size / side);
            layers.Add(Upward(width, next));
            width = next;
            AddAttention(layers, side, width);
        }
        layers.AddRange([new BatchNorm2d(width), new ReLU(), new Conv2d(width, shape.Channels, 3, 1, 1), new Tanh()]);
        var generator = new LatentGenerator(new Sequential(layers), latent, shape);
        Initialize(generator);
        if (GeneratorSpectralNorm)
        {
            SpectralNorm.NormalizeAll(generator);
        }
        return generator;
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        long width = DiscriminatorWidth;
        List<Layer> layers = [First(shape.Channels, width)];
        AddAttention(layers, Size / 2, width);
        for (int side = Size / 4; side >= End; side /= 2)
        {
            long next = Width(DiscriminatorWidth, Size / side / 2);
            layers.Add(Downward(width, next));
            width = next;
            AddAttention(layers, side, width);
        }
        long last = Width(DiscriminatorWidth, Size / End);
        layers.Add(Level(width, last));
        if (Size == ConstantWidthSize)
        {
            layers.Add(Level(last, last));
        }
        layers.AddRange([new ReLU(), new GlobalPool2d(Pooling == Pooling.Mean)]);
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [last], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialize(discriminator);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        string[] problems = [.. SizeProblems(32, 48, 64, 128), .. base.Contradictions()];
        // Where attention may be depends on the size.
        return problems.Length > 0 ? problems : AttentionProblems();
    }

    private static Conv2d Conv3(long inputs, long outputs) => new(inputs, outputs, 3, 1, 1);

    private static Conv2d Conv1(long inputs, long outputs) => new(inputs, outputs, 1);

    // A 1x1 convolution and a change of size by repeating or averaging pixels may change places: the shortcuts convolve the
    // smaller image.
    private static Residual Upward(long inputs, long outputs) => new(
        new Sequential(
            new BatchNorm2d(inputs), new ReLU(), new UpsampleConv2d(inputs, outputs),
            new BatchNorm2d(outputs), new ReLU(), Conv3(outputs, outputs)),
        new Sequential(Conv1(inputs, outputs), new Upsample(2)));

    // The discriminator's first block begins without ReLU, which would cut the image's dark half off.
    private static Residual First(long inputs, long outputs) => new(
        new Sequential(Conv3(inputs, outputs), new ReLU(), new ConvAveragePool2d(outputs, outputs)),
        new Sequential(new AveragePool2d(2), Conv1(inputs, outputs)));

    private static Residual Downward(long inputs, long outputs) => new(
        new Sequential(new ReLU(), Conv3(inputs, inputs), new ReLU(), new ConvAveragePool2d(inputs, outputs)),
        new Sequential(new AveragePool2d(2), Conv1(inputs, outputs)));

    private static Residual Level(long inputs, long outputs) => new(
        new Sequential(new ReLU(), Conv3(inputs, inputs), new ReLU(), Conv3(inputs, outputs)),
        inputs == outputs ? null : Conv1(inputs, outputs));

    // Glorot's uniform, in the blocks' long ways times the root of 2 for their ReLUs, which at equal widths is He's (SNGAN,
    // WGAN-GP).
    private static void Initialize(Module network)
    {
        Initialization.XavierUniform(network);
        foreach (Residual block in network.Modules().OfType<Residual>())
        {
            Initialization.XavierUniform(block.Main, Math.Sqrt(2));
        }
    }

    private long Width(int narrowest, int shrinkage)
        => Size == ConstantWidthSize ? narrowest : BoundedWidth(narrowest, shrinkage, MaximumWidth);

    private void AddAttention(List<Layer> layers, int side, long width)
    {
        if (side == Attention)
        {
            layers.Add(new SelfAttention2d(width));
        }
    }

    private IEnumerable<string> AttentionProblems()
    {
        var sides = new List<int>();
        for (int side = 2 * Start; side < Size; side *= 2)
        {
            sides.Add(side);
        }
        if (Attention != 0 && !sides.Contains(Attention))
        {
            yield return $"at size {Size} attention must be 0 (none), {Choice(sides)}, but is {Attention}";
        }
        if (Attention != 0 && Math.Min(GeneratorWidth, DiscriminatorWidth) < 2)
        {
            yield return "attention needs widths of at least 2";
        }
    }
}
