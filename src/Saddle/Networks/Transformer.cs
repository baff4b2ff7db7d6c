using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// Attention over patches, after TransGAN (arXiv:2102.07074) and ViTGAN (arXiv:2107.04589). The generator makes a token for each
/// patch out of the latent and, after blocks of self-attention, each token draws its patch; the discriminator makes a token of each
/// patch and judges by their mean. Blocks normalise first (arXiv:2002.04745). Either of the two may be DCGAN's instead.
/// </summary>
/// <remarks>
/// TransGAN's generator grows the image in stages, and ViTGAN's draws patches by implicit functions; here, as in the plain vision
/// transformer (arXiv:2010.11929), all tokens are there from the first block. The defaults are sized for a processor.
/// </remarks>
public sealed class Transformer : Network
{
    private const double Deviation = 0.02;
    private const int MlpRatio = 4;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "transformer", "attention over patches; either side may be convolutional", "arXiv:2102.07074; arXiv:2107.04589",
        [
            Setting.Whole("size", 32, "the side of the images in pixels, a multiple of patch", 8, 256),
            ImageNetwork.Channels,
            Setting.Whole("latent", 100, "the dimensions of the latent", 1, 4096),
            Setting.Text("generator", "transformer", "what draws: a transformer, or DCGAN's convolutions", "transformer", "convolution"),
            Setting.Text("discriminator", "transformer", "what judges: a transformer, or DCGAN's convolutions", "transformer", "convolution"),
            Setting.Whole("patch", 4, "the side of a patch in pixels", 1, 64),
            Setting.Whole("width", 64, "the features of a token, a multiple of heads", 1, 4096),
            Setting.Whole("heads", 4, "the heads of each attention", 1, 64),
            Setting.Whole("generator_blocks", 4, "the generator's blocks", 1, 64),
            Setting.Whole("discriminator_blocks", 4, "the discriminator's blocks", 1, 64),
            Setting.Whole("convolution_width", 64, "the narrowest hidden layer of a convolutional side", 1, 1024),
            Setting.Text(
                "discriminator_normalization", "none", "batch or none, in a convolutional discriminator; penalties need none", "batch", "none"),
        ],
        s => new Transformer(
            (int)s.Whole("size"), (int)s.Whole("channels"), (int)s.Whole("latent"), s.Text("generator"), s.Text("discriminator"),
            (int)s.Whole("patch"), (int)s.Whole("width"), (int)s.Whole("heads"), (int)s.Whole("generator_blocks"),
            (int)s.Whole("discriminator_blocks"), (int)s.Whole("convolution_width"), s.Text("discriminator_normalization")));

    private readonly int _size;
    private readonly int _channels;
    private readonly int _latent;
    private readonly int _patch;
    private readonly int _width;
    private readonly int _heads;
    private readonly int _generatorBlocks;
    private readonly int _discriminatorBlocks;
    private readonly Dcgan? _generator;
    private readonly Dcgan? _discriminator;

    /// <summary>Describes a pair.</summary>
    /// <param name="size">The side of the images in pixels, a multiple of <paramref name="patch"/>.</param>
    /// <param name="channels">1 for grey, 3 for colour, 0 for what the data has.</param>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="generator">transformer or convolution.</param>
    /// <param name="discriminator">transformer or convolution.</param>
    /// <param name="patch">The side of a patch in pixels.</param>
    /// <param name="width">The features of a token, a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">The heads of each attention.</param>
    /// <param name="generatorBlocks">The generator's blocks.</param>
    /// <param name="discriminatorBlocks">The discriminator's blocks.</param>
    /// <param name="convolutionWidth">The narrowest hidden layer of a convolutional side.</param>
    /// <param name="discriminatorNormalization">batch or none, in a convolutional discriminator.</param>
    public Transformer(
        int size = 32, int channels = 0, int latent = 100, string generator = "transformer", string discriminator = "transformer",
        int patch = 4, int width = 64, int heads = 4, int generatorBlocks = 4, int discriminatorBlocks = 4, int convolutionWidth = 64,
        string discriminatorNormalization = "none")
        : base(Entry, ("size", size), ("channels", channels), ("latent", latent), ("generator", generator),
            ("discriminator", discriminator), ("patch", patch), ("width", width), ("heads", heads), ("generator_blocks", generatorBlocks),
            ("discriminator_blocks", discriminatorBlocks), ("convolution_width", convolutionWidth),
            ("discriminator_normalization", discriminatorNormalization))
    {
        ImageNetwork.CheckChannels(Name, channels);
        if (size % patch != 0)
        {
            throw new ArgumentException($"transformer: size must be a multiple of patch, but {size} is none of {patch}; set size to {NextMultiple(size, patch)}.");
        }
        if (width % heads != 0)
        {
            throw new ArgumentException($"transformer: width must be a multiple of heads, but {width} is none of {heads}; set width to {NextMultiple(width, heads)}.");
        }
        (_size, _channels, _latent, _patch, _width, _heads) = (size, channels, latent, patch, width, heads);
        (_generatorBlocks, _discriminatorBlocks) = (generatorBlocks, discriminatorBlocks);
        Dcgan? Side(string kind) => kind == "transformer"
            ? null
            : new Dcgan(size, channels, latent, convolutionWidth, convolutionWidth, discriminatorNormalization: discriminatorNormalization);
        (_generator, _discriminator) = (Side(generator), Side(discriminator));
    }

    // The patches on each side of the image.
    private long PatchesASide => _size / _patch;

    private long TokenCount => PatchesASide * PatchesASide;

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => ImageNetwork.ShapeFor(Name, data, _channels, _size);

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        if (_generator is not null)
        {
            return _generator.CreateGenerator(shape, extraLatent);
        }
        var generator = new LatentGenerator(
            new Sequential(
            [
                new Linear(latent, TokenCount * _width), new Reshape(TokenCount, _width), new PositionalEmbedding(TokenCount, _width),
                .. Blocks(_generatorBlocks), new LayerNorm(_width),
                new Linear(_width, shape.Channels * _patch * _patch), new Unpatch(PatchesASide, shape.Channels, _patch), new Tanh(),
            ]),
            latent, shape);
        Initialization.Normal(generator, Deviation);
        return generator;
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (_discriminator is not null)
        {
            return _discriminator.CreateDiscriminator(shape);
        }
        var discriminator = new Discriminator(
            new Sequential(
            [
                new Conv2d(shape.Channels, _width, _patch, stride: _patch), new Tokens(), new PositionalEmbedding(TokenCount, _width),
                .. Blocks(_discriminatorBlocks), new LayerNorm(_width), new TokenMean(),
            ]),
            new Linear(_width, 1), shape);
        Initialization.Normal(discriminator, Deviation);
        return discriminator;
    }

    private IEnumerable<Layer> Blocks(int count)
    {
        for (int block = 0; block < count; block++)
        {
            yield return new Residual(new Sequential(new LayerNorm(_width), new MultiHeadAttention(_width, _heads)));
            yield return new Residual(new Sequential(
                new LayerNorm(_width), new Linear(_width, MlpRatio * _width), new GELU(), new Linear(MlpRatio * _width, _width)));
        }
    }

    private static int NextMultiple(int number, int of) => (number + of - 1) / of * of;
}
