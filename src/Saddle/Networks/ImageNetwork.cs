using Saddle.Components;

namespace Saddle.Networks;

/// <summary>What networks that make square images of one size have in common.</summary>
internal static class ImageNetwork
{
    internal static Setting Channels { get; } = Setting.Whole("channels", 0, "1 for grey, 3 for colour, 0 for what the data has", 0, 3);

    internal static Setting DiscriminatorNormalization { get; } = Setting.Text(
        "discriminator_normalization", "batch", "batch as in the paper, or none, as penalties need", "batch", "none");

    /// <summary>The channels of a layer whose image is so many times smaller than the network's, of which no layer has more than a maximum.</summary>
    /// <param name="narrowest">The channels next to the full image.</param>
    /// <param name="shrinkage">How many times smaller, at least 1.</param>
    /// <param name="maximum">The most channels, unless <paramref name="narrowest"/> is more.</param>
    internal static long Width(int narrowest, long shrinkage, int maximum) => Math.Min(narrowest * shrinkage, Math.Max(narrowest, maximum));

    /// <summary>Throws unless the setting means grey, colour or what the data has.</summary>
    internal static void CheckChannels(string name, int channels)
    {
        if (channels == 2)
        {
            throw new ArgumentException($"{name}: channels must be 1 (grey), 3 (colour) or 0 (what the data has), but is 2.");
        }
    }

    /// <summary>Throws unless the size is one of those that the network can make.</summary>
    internal static void CheckSize(string name, int size, params IReadOnlyList<int> allowed)
    {
        if (!allowed.Contains(size))
        {
            throw new ArgumentException($"{name}: size must be {Choice(allowed)}, but is {size}.");
        }
    }

    /// <summary>The numbers in words: <c>8, 16 or 32</c>.</summary>
    internal static string Choice(IReadOnlyList<int> numbers) => numbers.Count == 1
        ? $"{numbers[0]}"
        : $"{string.Join(", ", numbers.SkipLast(1))} or {numbers[^1]}";

    /// <summary>The shape of the images that a network makes out of data.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="data">The shape of the data.</param>
    /// <param name="channels">The setting.</param>
    /// <param name="size">The side in pixels.</param>
    /// <exception cref="ArgumentException">The data are no images, or have channels that are neither grey nor colour.</exception>
    internal static SampleShape ShapeFor(string name, SampleShape data, int channels, int size)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!data.IsImage)
        {
            throw new ArgumentException($"network {name} makes images, but the data are {data}; use --set network.name=mlp.");
        }
        long made = channels == 0 ? data.Channels : channels;
        return made is 1 or 3
            ? new SampleShape(made, size, size)
            : throw new ArgumentException($"network {name} makes images of 1 or 3 channels, but the data has {made}; set network.channels.");
    }
}
