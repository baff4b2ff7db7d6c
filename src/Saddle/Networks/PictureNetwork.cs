using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>A generator that turns pictures into pictures of the same size, and a discriminator of their patches.</summary>
public abstract partial record PictureNetwork : ImageNetwork
{
    /// <summary>
    /// The standard deviation of the first weights (arXiv:1611.07004, section 6.2; arXiv:1703.10593, section 7.1).
    /// </summary>
    protected const double Deviation = 0.02;

    /// <summary>The side of the pictures in training in pixels, a multiple of 4.</summary>
    [Setting(8, 1024)] public override int Size { get; init; } = 256;

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    [Setting(0, 3)] public override int Channels { get; init; }

    /// <summary>The channels of the discriminator's first layer.</summary>
    public abstract int DiscriminatorWidth { get; init; }

    /// <summary>What the discriminator's layers are normalised with.</summary>
    public abstract Normalization DiscriminatorNormalization { get; init; }

    /// <summary>The side in pixels of the squares that are judged.</summary>
    public abstract int Patch { get; init; }

    /// <summary>Builds and initialises a generator that translates pictures, from the default random number generator.</summary>
    /// <param name="shape">The shape of a sample, from <see cref="Network.ShapeFor"/>.</param>
    /// <param name="inputChannels">The channels of the pictures that are translated.</param>
    /// <exception cref="InputException">The settings contradict each other or are out of their ranges.</exception>
    public PictureGenerator CreateTranslator(SampleShape shape, long inputChannels)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputChannels);
        ThrowIfInvalid();
        return CreateTranslatorCore(shape, inputChannels);
    }

    /// <summary>The generator that translates pictures, arguments checked.</summary>
    protected abstract PictureGenerator CreateTranslatorCore(SampleShape shape, long inputChannels);

    /// <summary>There is no generator from latents alone.</summary>
    /// <exception cref="InputException">Always; the message says what would do.</exception>
    protected sealed override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
        => throw new InputException($"network {Name} turns pictures into pictures: it has no generator from latents alone.");

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        Discriminator discriminator = PatchGan.Create(shape, Patch, DiscriminatorWidth, DiscriminatorNormalization);
        Initialization.Normal(discriminator, Deviation);
        return discriminator;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        =>
        [
            .. SizeProblems(Size % 4 == 0, "a multiple of 4 from 8 to 1024"),
            .. base.Contradictions(),
            .. PatchGan.Problems(Patch, Size),
        ];

    /// <summary>A normalisation, which is not none, of so many channels.</summary>
    internal static Layer Norm(Normalization kind, long channels)
        => kind == Normalization.Instance ? new InstanceNorm2d(channels) : new BatchNorm2d(channels);
}
