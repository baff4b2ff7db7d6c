using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// Attention over patches, after TransGAN (arXiv:2102.07074) and ViTGAN (arXiv:2107.04589). The generator makes a token for each
/// patch out of the latent and, after blocks of self-attention, each token draws its patch; the discriminator makes a token of
/// each patch and judges by their mean. Blocks normalise first (arXiv:2002.04745). Either of the two may be DCGAN's instead.
/// </summary>
/// <remarks>
/// TransGAN's generator grows the image in stages, and ViTGAN's draws patches by implicit functions; here, as in the plain vision
/// transformer (arXiv:2010.11929), all tokens are there from the first block. The defaults are sized for a processor.
/// </remarks>
[Component(
    "transformer", "attention over patches; either side may be convolutional",
    Source = "arXiv:2102.07074; arXiv:2107.04589")]
public sealed partial record Transformer : ImageNetwork
{
    private const double Deviation = 0.02;
    private const int MlpRatio = 4;

    /// <summary>The side of the images in pixels, a multiple of patch.</summary>
    [Setting(8, 256)] public override int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 100;

    /// <summary>What draws: a transformer, or DCGAN's convolutions.</summary>
    [Setting] public TransformerPart Generator { get; init; }

    /// <summary>What judges: a transformer, or DCGAN's convolutions.</summary>
    [Setting] public TransformerPart Discriminator { get; init; }

    /// <summary>The side of a patch in pixels.</summary>
    [Setting(1, 64)] public int Patch { get; init; } = 4;

    /// <summary>The features of a token, a multiple of heads.</summary>
    [Setting(1, 4096)] public int Width { get; init; } = 64;

    /// <summary>The heads of each attention.</summary>
    [Setting(1, 64)] public int Heads { get; init; } = 4;

    /// <summary>The generator's blocks.</summary>
    [Setting(1, 64)] public int GeneratorBlocks { get; init; } = 4;

    /// <summary>The discriminator's blocks.</summary>
    [Setting(1, 64)] public int DiscriminatorBlocks { get; init; } = 4;

    /// <summary>The narrowest hidden layer of a convolutional side.</summary>
    [Setting(1, 1024)] public int ConvolutionWidth { get; init; } = 64;

    /// <summary>Batch or none, in a convolutional discriminator; penalties need none.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.None })]
    public Normalization DiscriminatorNormalization { get; init; } = Normalization.None;

    // The patches on each side of the image.
    private long PatchesASide => Size / Patch;

    private long TokenCount => PatchesASide * PatchesASide;

    // What a convolutional side is.
    private Dcgan Convolutional => new()
    {
        Size = Size,
        Channels = Channels,
        Latent = Latent,
        GeneratorWidth = ConvolutionWidth,
        DiscriminatorWidth = ConvolutionWidth,
        DiscriminatorNormalization = DiscriminatorNormalization,
    };

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        if (Generator == TransformerPart.Convolution)
        {
            return Convolutional.CreateGenerator(shape, extraLatent);
        }
        var generator = new LatentGenerator(
            new Sequential(
            [
                new Linear(latent, TokenCount * Width), new Reshape(TokenCount, Width),
                new PositionalEmbedding(TokenCount, Width),
                .. Blocks(GeneratorBlocks), new LayerNorm(Width),
                new Linear(Width, shape.Channels * Patch * Patch), new Unpatch(PatchesASide, shape.Channels, Patch), new Tanh(),
            ]),
            latent, shape);
        Initialization.Normal(generator, Deviation);
        return generator;
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        if (Discriminator == TransformerPart.Convolution)
        {
            return Convolutional.CreateDiscriminator(shape);
        }
        var discriminator = new Discriminator(
            new Sequential(
            [
                new Conv2d(shape.Channels, Width, Patch, stride: Patch), new Tokens(), new PositionalEmbedding(TokenCount, Width),
                .. Blocks(DiscriminatorBlocks), new LayerNorm(Width), new TokenMean(),
            ]),
            new Linear(Width, 1), shape);
        Initialization.Normal(discriminator, Deviation);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        List<string> problems = [.. base.Contradictions()];
        if (Size % Patch != 0)
        {
            problems.Add(NoMultiple("size", Size, "patch", Patch));
        }
        if (Width % Heads != 0)
        {
            problems.Add(NoMultiple("width", Width, "heads", Heads));
        }
        if (Generator == TransformerPart.Convolution || Discriminator == TransformerPart.Convolution)
        {
            problems.AddRange(Convolutional.Problems().Except(problems).Select(problem => $"{Dcgan.Entry.Name}: {problem}"));
        }
        return problems;
    }

    private IEnumerable<Layer> Blocks(int count)
    {
        for (int block = 0; block < count; block++)
        {
            yield return new Residual(new Sequential(new LayerNorm(Width), new MultiHeadAttention(Width, Heads)));
            yield return new Residual(new Sequential(
                new LayerNorm(Width), new Linear(Width, MlpRatio * Width), new GELU(), new Linear(MlpRatio * Width, Width)));
        }
    }

    private static string NoMultiple(string setting, int value, string of, int divisor)
        => $"{setting} must be a multiple of {of}, but {value} is none of {divisor}; "
        + $"set {setting} to {(value + divisor - 1) / divisor * divisor}";
}
