using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The pair that Lucic et al. compare objectives with (arXiv:1711.10337, section 5.1, after InfoGAN, arXiv:1606.03657, appendix
/// C.1), at 28x28 in the paper: in the generator two dense layers and two 4x4 transposed convolutions with ReLU, in the
/// discriminator two 4x4 convolutions and two dense layers with leaky ReLU of slope 0.2; batch normalisation except next to the
/// image and before the logit. The paper's images lie in [0, 1] and end in a sigmoid; in [-1, 1] that is 2 sigmoid(x) - 1 =
/// tanh(x / 2), so a tanh differs by the scale of the last layer only.
/// </summary>
[Component(
    "lucic", "two convolutions and two dense layers, in which objectives have been compared",
    Source = "arXiv:1711.10337, section 5.1")]
public sealed partial record Lucic : ImageNetwork
{
    /// <summary>The side of the images in pixels, a multiple of 4.</summary>
    [Setting(8, 64)] public override int Size { get; init; } = 28;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 64;

    /// <summary>What latents are drawn from: uniform, U(-1, 1) as in the paper, or normal, N(0, 1).</summary>
    [Setting] public LatentDistribution LatentDistribution { get; init; } = LatentDistribution.Uniform;

    /// <summary>The channels of the generator's last hidden layer.</summary>
    [Setting(1, 1024)] public int GeneratorWidth { get; init; } = 64;

    /// <summary>The channels of the discriminator's first layer.</summary>
    [Setting(1, 1024)] public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>The features of the dense layers.</summary>
    [Setting(1, 8192)] public int Features { get; init; } = 1024;

    /// <summary>Batch as in the paper, or none, as penalties need.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.None })]
    public Normalization DiscriminatorNormalization { get; init; }

    /// <summary>
    /// What the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498).
    /// </summary>
    [Setting] public MinibatchFeature Minibatch { get; init; }

    // The side of the smallest image, 7 in the paper.
    private int Start => Size / 4;

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        long width = 2L * GeneratorWidth, elements = width * Start * Start;
        var generator = new LatentGenerator(
            new Sequential(
                new Linear(latent, Features, bias: false), new BatchNorm1d(Features), new ReLU(),
                new Linear(Features, elements, bias: false), new BatchNorm1d(elements), new ReLU(),
                new Reshape(width, Start, Start),
                new ConvTranspose2d(width, GeneratorWidth, 4, 2, 1, bias: false), new BatchNorm2d(GeneratorWidth), new ReLU(),
                new ConvTranspose2d(GeneratorWidth, shape.Channels, 4, 2, 1), new Tanh()),
            latent, shape, LatentDistribution);
        Initialization.Normal(generator, 0.02);
        return generator;
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        long width = 2L * DiscriminatorWidth, elements = width * Start * Start;
        List<Layer> layers = [new Conv2d(shape.Channels, DiscriminatorWidth, 4, 2, 1), new LeakyReLU(0.2)];
        layers.AddRange(DiscriminatorNormalization == Normalization.Batch
            ?
            [
                new Conv2d(DiscriminatorWidth, width, 4, 2, 1, bias: false), new BatchNorm2d(width), new LeakyReLU(0.2),
                new Flatten(),
                new Linear(elements, Features, bias: false), new BatchNorm1d(Features), new LeakyReLU(0.2),
            ]
            :
            [
                new Conv2d(DiscriminatorWidth, width, 4, 2, 1), new LeakyReLU(0.2), new Flatten(),
                new Linear(elements, Features), new LeakyReLU(0.2),
            ]);
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [Features], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Normal(discriminator, 0.02);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. SizeProblems(Size % 4 == 0, "a multiple of 4 from 8 to 64"), .. base.Contradictions()];
}
