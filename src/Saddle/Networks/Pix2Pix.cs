using System.Numerics;
using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The pair of Isola et al. (arXiv:1611.07004, section 6.1): a U-Net that halves a picture down to a pixel and doubles it back,
/// with what each level began from beside what comes back to it, and a discriminator of patches. 4x4 convolutions, leaky ReLU of
/// slope 0.2 on the way down and ReLU on the way up, dropout in the levels below a 16th of the size on the way up. The innermost
/// level has no normalisation, which would leave nothing of a single pixel.
/// </summary>
[Component(
    "pix2pix", "a U-Net from pictures to pictures, and a discriminator of patches",
    Source = "arXiv:1611.07004, section 6.1")]
public sealed partial record Pix2Pix : PictureNetwork
{
    // On the way up to this level and above there is no dropout.
    private const int LastWithoutDropout = 3;

    /// <summary>The dimensions of the latent, which stands beside every pixel; 0 for none, as in the paper.</summary>
    [Setting(0, 4096)] public int Latent { get; init; }

    /// <summary>The channels of the generator's first layer; up to eight times as many inside.</summary>
    [Setting(1, 1024)] public int GeneratorWidth { get; init; } = 64;

    /// <summary>The channels of the discriminator's first layer.</summary>
    [Setting(1, 1024)] public override int DiscriminatorWidth { get; init; } = 64;

    /// <summary>How often the picture is halved, at most down to a pixel.</summary>
    [Setting(1, 10)] public int Depth { get; init; } = 8;

    /// <summary>The share dropped in the innermost levels on the way up.</summary>
    [Setting(0, 0.9)] public double Dropout { get; init; } = 0.5;

    /// <summary>Of the generator: batch, or instance, which is the paper's batch of one.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.Instance })]
    public Normalization Normalization { get; init; }

    /// <summary>Batch, instance, or none, as penalties need.</summary>
    [Setting] public override Normalization DiscriminatorNormalization { get; init; }

    /// <summary>The side in pixels of the squares that are judged: 1, 16, 34, 70, 142 or 286.</summary>
    [Setting(1, 286)] public override int Patch { get; init; } = 70;

    // There is nothing to halve in a pixel.
    private int Halvings => Math.Min(Depth, BitOperations.Log2((uint)Size));

    /// <inheritdoc/>
    protected override PictureGenerator CreateTranslatorCore(SampleShape shape, long inputChannels)
    {
        long width = Width(0);
        Layer down = new Conv2d(inputChannels + Latent, width, 4, 2, 1);
        Layer main = Halvings == 1
            ? new Sequential(down, new ReLU(), new ConvTranspose2d(width, shape.Channels, 4, 2, 1), new Tanh())
            : new Sequential(down, Level(1), new ReLU(), new ConvTranspose2d(2 * width, shape.Channels, 4, 2, 1), new Tanh());
        var generator = new PictureGenerator(main, Latent, shape, inputChannels, 1 << Halvings);
        Initialization.Normal(generator, Deviation);
        return generator;
    }

    // A level with all below it: down, what is below, up.
    private Skip Level(int level)
    {
        long above = Width(level - 1), width = Width(level);
        bool innermost = level == Halvings - 1;
        List<Layer> layers = [new LeakyReLU(0.2), new Conv2d(above, width, 4, 2, 1, bias: innermost)];
        if (!innermost)
        {
            layers.AddRange([Norm(Normalization, width), Level(level + 1)]);
        }
        layers.AddRange(
        [
            new ReLU(), new ConvTranspose2d(innermost ? width : 2 * width, above, 4, 2, 1, bias: false),
            Norm(Normalization, above),
        ]);
        if (Dropout > 0 && level - 1 > LastWithoutDropout)
        {
            layers.Add(new Dropout(Dropout));
        }
        return new Skip(new Sequential(layers));
    }

    private long Width(int level) => (long)GeneratorWidth << Math.Min(level, 3);
}
