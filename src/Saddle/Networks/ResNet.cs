using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The residual pair of WGAN-GP (arXiv:1704.00028, appendix F) and SNGAN (arXiv:1802.05957, tables 3 to 5), with SAGAN's options
/// (arXiv:1805.08318). The generator goes from a dense layer through blocks that double the image; the discriminator, which has no
/// batch normalisation, through blocks that halve it, to a pool over all pixels and a dense layer. At 32 every block has the same
/// width (the papers: 128, and 256 in SNGAN's generator) and the discriminator halves twice. At 48, 64 and 128 widths double
/// while the image halves (the papers: from 64 to at most 1024), and the discriminator goes down to 3x3 or 4x4.
/// </summary>
public sealed class ResNet : Network
{
    private const int ConstantWidthSize = 32;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "resnet", "residual blocks, with self-attention if asked for", "arXiv:1704.00028, appendix F; arXiv:1802.05957, tables 3 to 5",
        [
            Setting.Whole("size", 32, "the side of the images in pixels: 32, 48, 64 or 128", 32, 128),
            ImageNetwork.Channels,
            Setting.Whole("latent", 128, "the dimensions of the latent", 1, 4096),
            Setting.Whole("generator_width", 128, "the channels of the generator's last block", 1, 1024),
            Setting.Whole("discriminator_width", 128, "the channels of the discriminator's first block", 1, 1024),
            Setting.Whole("maximum_width", 1024, "the most channels that any layer gets", 1, 8192),
            Setting.Whole("attention", 0, "the side of the images at which both networks have self-attention (SAGAN), 0 for none", 0, 64),
            Setting.Flag("generator_spectral_norm", false, "whether the generator's weights are spectrally normalised (SAGAN)"),
            Setting.Text("pooling", "sum", "what the discriminator ends with: sum (SNGAN) or mean (WGAN-GP) over all pixels", "sum", "mean"),
            MinibatchLayer.Setting,
        ],
        s => new ResNet(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"),
            (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"), (int)s.Whole("maximum_width"),
            (int)s.Whole("attention"), s.Flag("generator_spectral_norm"), s.Text("pooling"), s.Text("minibatch")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _maximumWidth;
    private readonly int _attention;
    private readonly bool _normalizesGenerator;
    private readonly bool _poolsMean;
    private readonly string _minibatch;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels: 32, 48, 64 or 128.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="generatorWidth">The channels of the generator's last block.</param>
    /// <param name="discriminatorWidth">The channels of the discriminator's first block.</param>
    /// <param name="maximumWidth">The most channels that any layer gets.</param>
    /// <param name="attention">The side of the images at which both networks have self-attention, 0 for none.</param>
    /// <param name="generatorSpectralNorm">Whether the generator's weights are spectrally normalised.</param>
    /// <param name="pooling">What the discriminator ends with: sum or mean over all pixels.</param>
    /// <param name="minibatch">What the discriminator sees of the batch as a whole: none, deviation or discrimination.</param>
    public ResNet(
        int size = 32, int channels = 0, int latent = 128, int generatorWidth = 128, int discriminatorWidth = 128,
        int maximumWidth = 1024, int attention = 0, bool generatorSpectralNorm = false, string pooling = "sum", string minibatch = "none")
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("maximum_width", maximumWidth), ("attention", attention),
            ("generator_spectral_norm", generatorSpectralNorm), ("pooling", pooling), ("minibatch", minibatch))
    {
        ImageNetwork.CheckSize(Name, size, 32, 48, 64, 128);
        ImageNetwork.CheckChannels(Name, channels);
        (_size, _channels, _latent, _attention) = (size, channels, latent, attention);
        (_generatorWidth, _discriminatorWidth, _maximumWidth) = (generatorWidth, discriminatorWidth, maximumWidth);
        (_normalizesGenerator, _poolsMean, _minibatch) = (generatorSpectralNorm, pooling == "mean", minibatch);
        CheckAttention();
    }

    // The side of the generator's first image.
    private int Start => _size == 48 ? 6 : 4;

    // The side of the discriminator's last image.
    private int End => _size switch { ConstantWidthSize => 8, 48 => 3, _ => 4 };

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        long width = Width(_generatorWidth, _size / Start);
        List<Layer> layers = [new Linear(latent, width * Start * Start), new Reshape(width, Start, Start)];
        for (int side = 2 * Start; side <= _size; side *= 2)
        {
            long next = Width(_generatorWidth, _size / side);
            layers.Add(Upward(width, next));
            width = next;
            AddAttention(layers, side, width);
        }
        layers.AddRange([new BatchNorm2d(width), new ReLU(), new Conv2d(width, shape.Channels, 3, 1, 1), new Tanh()]);
        var generator = new LatentGenerator(new Sequential(layers), latent, shape);
        Initialize(generator);
        if (_normalizesGenerator)
        {
            SpectralNorm.NormalizeAll(generator);
        }
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long width = _discriminatorWidth;
        List<Layer> layers = [First(shape.Channels, width)];
        AddAttention(layers, _size / 2, width);
        for (int side = _size / 4; side >= End; side /= 2)
        {
            long next = Width(_discriminatorWidth, _size / side / 2);
            layers.Add(Downward(width, next));
            width = next;
            AddAttention(layers, side, width);
        }
        long last = Width(_discriminatorWidth, _size / End);
        layers.Add(Level(width, last));
        if (_size == ConstantWidthSize)
        {
            layers.Add(Level(last, last));
        }
        layers.AddRange([new ReLU(), new GlobalPool2d(_poolsMean)]);
        Layer head = MinibatchLayer.AddTo(layers, _minibatch, [last], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialize(discriminator);
        return discriminator;
    }

    private static Conv2d Conv3(long inputs, long outputs) => new(inputs, outputs, 3, 1, 1);

    private static Conv2d Conv1(long inputs, long outputs) => new(inputs, outputs, 1);

    // A 1x1 convolution and a change of size by repeating or averaging pixels may change places: the shortcuts convolve the smaller
    // image.
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

    // Glorot's uniform, in the blocks' long ways times the root of 2 for their ReLUs, which at equal widths is He's (SNGAN, WGAN-GP).
    private static void Initialize(Module network)
    {
        Initialization.XavierUniform(network);
        foreach (Residual block in network.Modules().OfType<Residual>())
        {
            Initialization.XavierUniform(block.Main, Math.Sqrt(2));
        }
    }

    private long Width(int narrowest, int shrinkage)
        => _size == ConstantWidthSize ? narrowest : ImageNetwork.Width(narrowest, shrinkage, _maximumWidth);

    private void AddAttention(List<Layer> layers, int side, long width)
    {
        if (side == _attention)
        {
            layers.Add(new SelfAttention2d(width));
        }
    }

    private void CheckAttention()
    {
        var sides = new List<int>();
        for (int side = 2 * Start; side < _size; side *= 2)
        {
            sides.Add(side);
        }
        if (_attention != 0 && !sides.Contains(_attention))
        {
            throw new ArgumentException(
                $"{Name}: at size {_size} attention must be 0 (none), {ImageNetwork.Choice(sides)}, but is {_attention}.");
        }
        if (_attention != 0 && Math.Min(_generatorWidth, _discriminatorWidth) < 2)
        {
            throw new ArgumentException($"{Name}: attention needs widths of at least 2.");
        }
    }
}
