using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// The networks of Zhu et al. (arXiv:1703.10593, section 7.2): a generator of residual blocks between two halvings and two
/// doublings, with instance normalisation, ReLU, and mirrored edges; a discriminator of patches. There is one such pair for each
/// direction.
/// </summary>
[Component(
    "cyclegan", "residual blocks from pictures to pictures, and a discriminator of patches",
    Source = "arXiv:1703.10593, section 7.2")]
public sealed partial record CycleGan : PictureNetwork
{
    /// <summary>The channels of the generator's first layer; four times as many inside.</summary>
    [Setting(1, 1024)] public int GeneratorWidth { get; init; } = 64;

    /// <summary>The channels of the discriminator's first layer.</summary>
    [Setting(1, 1024)] public override int DiscriminatorWidth { get; init; } = 64;

    /// <summary>The residual blocks of the generator; the paper has 6 at 128x128 and 9 at 256x256.</summary>
    [Setting(1, 32)] public int Blocks { get; init; } = 9;

    /// <summary>Instance as in the paper, or none.</summary>
    [Setting(Only = new object[] { Normalization.Instance, Normalization.None })]
    public override Normalization DiscriminatorNormalization { get; init; } = Normalization.Instance;

    /// <summary>The side in pixels of the squares that are judged: 1, 16, 34, 70, 142 or 286.</summary>
    [Setting(1, 286)] public override int Patch { get; init; } = 70;

    /// <inheritdoc/>
    protected override PictureGenerator CreateTranslatorCore(SampleShape shape, long inputChannels)
    {
        long width = GeneratorWidth, twice = 2 * width, most = 4 * width;
        var main = new Sequential(
        [
            new ReflectionPad2d(3), new Conv2d(inputChannels, width, 7, bias: false), new InstanceNorm2d(width), new ReLU(),
            new Conv2d(width, twice, 3, 2, 1, bias: false), new InstanceNorm2d(twice), new ReLU(),
            new Conv2d(twice, most, 3, 2, 1, bias: false), new InstanceNorm2d(most), new ReLU(),
            .. Enumerable.Range(0, Blocks).Select(_ => Block(most)),
            new ConvTranspose2d(most, twice, 3, 2, 1, 1, bias: false), new InstanceNorm2d(twice), new ReLU(),
            new ConvTranspose2d(twice, width, 3, 2, 1, 1, bias: false), new InstanceNorm2d(width), new ReLU(),
            new ReflectionPad2d(3), new Conv2d(width, shape.Channels, 7), new Tanh(),
        ]);
        var generator = new PictureGenerator(main, 0, shape, inputChannels, 4);
        Initialization.Normal(generator, Deviation);
        return generator;
    }

    private static Residual Block(long channels) => new(new Sequential(
        new ReflectionPad2d(1), new Conv2d(channels, channels, 3, bias: false), new InstanceNorm2d(channels), new ReLU(),
        new ReflectionPad2d(1), new Conv2d(channels, channels, 3, bias: false), new InstanceNorm2d(channels)));
}
