using System.Numerics;
using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The 112x112 pair of Mao et al. (arXiv:1611.04076, section 3.4), whose generator follows VGG: 3x3 transposed convolutions, some
/// of which keep the size; batch normalisation and ReLU after each but the last, which ends in tanh. The discriminator has 5x5
/// convolutions of stride 2 with leaky ReLU of slope 0.2, normalised except the first, and a dense layer. Other sizes are 7 times
/// a power of two: with w the width next to the image, a doubling stage of the generator has w, 2 w, 4 w, 4 w... channels,
/// counted from the image, and from the third on a second layer that keeps the size; the discriminator's layers have w, 2 w, 4 w,
/// 8 w, 8 w...
/// </summary>
[Component("lsgan-vgg", "3x3 transposed convolutions from 7x7, 5x5 strided ones back", Source = "arXiv:1611.04076, section 3.4")]
public sealed partial record LsganVgg : ImageNetwork
{
    private const int Start = 7;

    /// <summary>The side of the images in pixels: 14, 28, 56, 112 or 224.</summary>
    [Setting(14, 224)] public override int Size { get; init; } = 112;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 1024;

    /// <summary>What latents are drawn from: uniform, U(-1, 1) as in the paper, or normal, N(0, 1).</summary>
    [Setting] public LatentDistribution LatentDistribution { get; init; } = LatentDistribution.Uniform;

    /// <summary>The channels of the generator's last hidden layer.</summary>
    [Setting(1, 1024)] public int GeneratorWidth { get; init; } = 64;

    /// <summary>The channels of the discriminator's first layer.</summary>
    [Setting(1, 1024)] public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>Batch as in the paper, or none, as penalties need.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.None })]
    public Normalization DiscriminatorNormalization { get; init; }

    /// <summary>
    /// What the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498).
    /// </summary>
    [Setting] public MinibatchFeature Minibatch { get; init; }

    private int Doublings => BitOperations.Log2((uint)(Size / Start));

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        long width = HiddenWidth(Doublings);
        List<Layer> layers =
        [
            new Linear(latent, width * Start * Start, bias: false), new Reshape(width, Start, Start), new BatchNorm2d(width),
            new ReLU(),
        ];
        for (int stage = Doublings - 1; stage >= 0; stage--)
        {
            long next = HiddenWidth(stage);
            layers.AddRange([new ConvTranspose2d(width, next, 3, 2, 1, 1, bias: false), new BatchNorm2d(next), new ReLU()]);
            if (stage >= 2)
            {
                layers.AddRange([new ConvTranspose2d(next, next, 3, 1, 1, bias: false), new BatchNorm2d(next), new ReLU()]);
            }
            width = next;
        }
        layers.AddRange([new ConvTranspose2d(width, shape.Channels, 3, 1, 1), new Tanh()]);
        var generator = new LatentGenerator(new Sequential(layers), latent, shape, LatentDistribution);
        Initialization.Dcgan(generator);
        return generator;
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        long width = DiscriminatorWidth;
        List<Layer> layers = [new Conv2d(shape.Channels, width, 5, 2, 2), new LeakyReLU(0.2)];
        for (int level = 1; level < Doublings; level++)
        {
            long next = (long)DiscriminatorWidth << Math.Min(level, 3);
            layers.AddRange(DiscriminatorNormalization == Normalization.Batch
                ? [new Conv2d(width, next, 5, 2, 2, bias: false), new BatchNorm2d(next), new LeakyReLU(0.2)]
                : [new Conv2d(width, next, 5, 2, 2), new LeakyReLU(0.2)]);
            width = next;
        }
        layers.Add(new Flatten());
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [width * Start * Start], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Dcgan(discriminator);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. SizeProblems(14, 28, 56, 112, 224), .. base.Contradictions()];

    private long HiddenWidth(int stage) => (long)GeneratorWidth << Math.Min(stage, 2);
}
