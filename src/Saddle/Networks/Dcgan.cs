using System.Numerics;
using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The deep convolutional pair of Radford et al. (arXiv:1511.06434): only strided and transposed 4x4 convolutions, no pooling and
/// no dense layers; batch normalisation except in the generator's last and the discriminator's first and last layer; ReLU and a
/// final tanh in the generator, leaky ReLU of slope 0.2 in the discriminator. Channels double while the image halves.
/// </summary>
[Component("dcgan", "strided and transposed convolutions with batch normalisation", Source = "arXiv:1511.06434")]
public sealed partial record Dcgan : ImageNetwork
{
    /// <summary>The side of the images in pixels, a power of two.</summary>
    [Setting(16, 256)] public override int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 100;

    /// <summary>What latents are drawn from: normal, N(0, 1), or uniform, U(-1, 1) as in the paper.</summary>
    [Setting] public LatentDistribution LatentDistribution { get; init; }

    /// <summary>The channels of the generator's last hidden layer.</summary>
    [Setting(1, 1024)] public int GeneratorWidth { get; init; } = 64;

    /// <summary>The channels of the discriminator's first layer.</summary>
    [Setting(1, 1024)] public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>The most channels that any layer gets.</summary>
    [Setting(1, 8192)] public int MaximumWidth { get; init; } = 1024;

    /// <summary>Batch as in the paper, or none, as penalties need.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.None })]
    public Normalization DiscriminatorNormalization { get; init; }

    /// <summary>
    /// What the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498).
    /// </summary>
    [Setting] public MinibatchFeature Minibatch { get; init; }

    // The convolutions between the 4x4 image and the full one.
    private int Halvings => BitOperations.Log2((uint)Size) - 2;

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        long width = Width(GeneratorWidth, Halvings - 1);
        List<Layer> layers =
        [
            new Reshape(latent, 1, 1),
            new ConvTranspose2d(latent, width, 4, bias: false), new BatchNorm2d(width), new ReLU(),
        ];
        for (int level = Halvings - 2; level >= 0; level--)
        {
            long next = Width(GeneratorWidth, level);
            layers.AddRange([new ConvTranspose2d(width, next, 4, 2, 1, bias: false), new BatchNorm2d(next), new ReLU()]);
            width = next;
        }
        layers.AddRange([new ConvTranspose2d(width, shape.Channels, 4, 2, 1, bias: false), new Tanh()]);
        var generator = new LatentGenerator(new Sequential(layers), latent, shape, LatentDistribution);
        Initialization.Dcgan(generator);
        return generator;
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        long width = Width(DiscriminatorWidth, 0);
        List<Layer> layers = [new Conv2d(shape.Channels, width, 4, 2, 1, bias: false), new LeakyReLU(0.2)];
        for (int level = 1; level < Halvings; level++)
        {
            long next = Width(DiscriminatorWidth, level);
            layers.AddRange(DiscriminatorNormalization == Normalization.Batch
                ? [new Conv2d(width, next, 4, 2, 1, bias: false), new BatchNorm2d(next), new LeakyReLU(0.2)]
                : [new Conv2d(width, next, 4, 2, 1), new LeakyReLU(0.2)]);
            width = next;
        }
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [width, 4, 4], channels => new Conv2d(channels, 1, 4, bias: false));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Dcgan(discriminator);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. SizeProblems(BitOperations.IsPow2(Size), "a power of two (16, 32, 64, 128 or 256)"), .. base.Contradictions()];

    private long Width(int narrowest, int doublings) => BoundedWidth(narrowest, 1L << doublings, MaximumWidth);
}
