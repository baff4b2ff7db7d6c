using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>A pair of networks whose generator turns pictures into pictures of the same size.</summary>
public abstract class PictureNetwork : Network
{
    /// <summary>The standard deviation of the first weights (arXiv:1611.07004, section 6.2; arXiv:1703.10593, section 7.1).</summary>
    private protected const double Deviation = 0.02;

    /// <summary>Creates the description.</summary>
    protected PictureNetwork(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values) { }

    private protected static Setting SizeSetting { get; } = Setting.Whole("size", 256, "the side of the pictures in training in pixels, a multiple of 4", 8, 1024);

    /// <inheritdoc/>
    public sealed override SampleShape ShapeFor(SampleShape data)
        => ImageNetwork.ShapeFor(Name, data, (int)Settings.Whole("channels"), (int)Settings.Whole("size"));

    /// <summary>Builds and initialises a generator that translates pictures, from the default random number generator.</summary>
    /// <param name="shape">The shape of a sample, from <see cref="ShapeFor"/>.</param>
    /// <param name="inputChannels">The channels of the pictures that are translated.</param>
    public abstract PictureGenerator CreateTranslator(SampleShape shape, long inputChannels);

    /// <summary>There is no generator from latents alone.</summary>
    /// <exception cref="ArgumentException">Always; the message says what would do.</exception>
    public sealed override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
        => throw new ArgumentException($"network {Name} turns pictures into pictures: it has no generator from latents alone.");

    /// <summary>Throws unless the settings that every such network has fit each other.</summary>
    private protected void Check()
    {
        int size = (int)Settings.Whole("size");
        if (size % 4 != 0)
        {
            throw new ArgumentException($"{Name}: size must be a multiple of 4 from 8 to 1024, but is {size}.");
        }
        ImageNetwork.CheckChannels(Name, (int)Settings.Whole("channels"));
        PatchGan.Check(Name, (int)Settings.Whole("patch"), size);
    }

    private protected static Layer Norm(string kind, long channels) => kind == "instance" ? new InstanceNorm2d(channels) : new BatchNorm2d(channels);
}
