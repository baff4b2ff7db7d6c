using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// A convolutional pair whose generator repeats pixels and convolves 3x3 where DCGAN transposes, against checkerboards (Odena et
/// al. 2016, doi:10.23915/distill.00003), in the form that PyTorch-GAN's <c>dcgan</c> made common. The generator begins with a
/// dense layer at a quarter of the size and normalises before and after each of its two doublings; with w its width, they have w
/// and w / 2 channels. The discriminator halves the image four times, 3x3 and stride 2, to w, 2 w, 4 w and 8 w channels, drops
/// channels out, and normalises after that, except in its first layer.
/// </summary>
[Component(
    "dcgan-upsample", "repeated pixels and 3x3 convolutions up, 3x3 strided ones down with dropout",
    Source = "doi:10.23915/distill.00003")]
public sealed partial record UpsampleDcgan : ImageNetwork
{
    private const int Shrinkage = 16;

    /// <summary>The side of the images in pixels: 16, 32, 64 or 128.</summary>
    [Setting(16, 128)] public override int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 100;

    /// <summary>The channels of the generator's first layers.</summary>
    [Setting(2, 1024)] public int GeneratorWidth { get; init; } = 128;

    /// <summary>The channels of the discriminator's first layer.</summary>
    [Setting(1, 1024)] public int DiscriminatorWidth { get; init; } = 16;

    /// <summary>The share of the discriminator's channels that is dropped.</summary>
    [Setting(0, 0.9)] public double Dropout { get; init; } = 0.25;

    /// <summary>Added to the variance of normalised layers but the first; PyTorch-GAN has 0.8, meant as a momentum.</summary>
    [Setting(1e-12, 10)] public double Epsilon { get; init; } = 1e-5;

    /// <summary>Batch as in the paper, or none, as penalties need.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.None })]
    public Normalization DiscriminatorNormalization { get; init; }

    /// <summary>
    /// What the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498).
    /// </summary>
    [Setting] public MinibatchFeature Minibatch { get; init; }

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        long start = Size / 4, width = GeneratorWidth, half = width / 2;
        var layers = new Sequential(
            new Linear(latent, width * start * start), new Reshape(width, start, start), new BatchNorm2d(width),
            new UpsampleConv2d(width, width), new BatchNorm2d(width, Epsilon), new LeakyReLU(0.2),
            new UpsampleConv2d(width, half), new BatchNorm2d(half, Epsilon), new LeakyReLU(0.2),
            new Conv2d(half, shape.Channels, 3, 1, 1), new Tanh());
        var generator = new LatentGenerator(layers, latent, shape);
        Initialization.Dcgan(generator);
        return generator;
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        List<Layer> layers = [];
        (long before, long width) = (shape.Channels, DiscriminatorWidth);
        for (int shrinkage = 2; shrinkage <= Shrinkage; shrinkage *= 2)
        {
            layers.AddRange([new Conv2d(before, width, 3, 2, 1), new LeakyReLU(0.2), new Dropout2d(Dropout)]);
            if (DiscriminatorNormalization == Normalization.Batch && shrinkage > 2)
            {
                layers.Add(new BatchNorm2d(width, Epsilon));
            }
            (before, width) = (width, 2 * width);
        }
        long side = Size / Shrinkage;
        layers.Add(new Flatten());
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [before * side * side], features => new Linear(features, 1));
        var discriminator = new Discriminator(new Sequential(layers), head, shape);
        Initialization.Dcgan(discriminator);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => [.. SizeProblems(16, 32, 64, 128), .. base.Contradictions()];
}
