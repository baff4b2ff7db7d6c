using Saddle.Data;

namespace Saddle.Networks;

/// <summary>A pair of networks for square images of one size.</summary>
public abstract record ImageNetwork : Network
{
    /// <summary>The side of the images in pixels.</summary>
    public abstract int Size { get; init; }

    /// <summary>1 for grey, 3 for colour, 0 for what the data has.</summary>
    public abstract int Channels { get; init; }

    /// <summary>The numbers in words: <c>8, 16 or 32</c>.</summary>
    internal static string Choice(IReadOnlyList<int> numbers) => numbers.Count == 1
        ? $"{numbers[0]}"
        : $"{string.Join(", ", numbers.SkipLast(1))} or {numbers[^1]}";

    /// <inheritdoc/>
    protected sealed override SampleShape ShapeForCore(SampleShape data)
    {
        if (!data.IsImage)
        {
            throw new InputException($"network {Name} makes images, but the data are {data}; use the network mlp.")
            {
                Remedies = [new(RemedyKind.Setting, "network.name=mlp")],
            };
        }
        long made = Channels == 0 ? data.Channels : Channels;
        return made is 1 or 3
            ? new SampleShape(made, Size, Size)
            : throw new InputException(
                $"network {Name} makes images of 1 or 3 channels, but the data has {made}; set network.channels.");
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => Channels == 2 ? ["channels must be 1 (grey), 3 (colour) or 0 (what the data has), but is 2"] : [];

    /// <summary>What is wrong with a size in its range that does not fit the layers.</summary>
    /// <param name="fits">Whether it does.</param>
    /// <param name="sizes">The sizes that do, in words.</param>
    protected IEnumerable<string> SizeProblems(bool fits, string sizes)
        => fits ? [] : [$"size must be {sizes}, but is {Size}"];

    /// <summary>What is wrong with a size in its range that is none of those that fit the layers.</summary>
    protected IEnumerable<string> SizeProblems(params IReadOnlyList<int> sizes)
        => SizeProblems(sizes.Contains(Size), Choice(sizes));

    /// <summary>
    /// The channels of a layer whose image is so many times smaller than the network's, of which no layer has more than a
    /// maximum.
    /// </summary>
    /// <param name="narrowest">The channels next to the full image.</param>
    /// <param name="shrinkage">How many times smaller, at least 1.</param>
    /// <param name="maximum">The most channels, unless <paramref name="narrowest"/> is more.</param>
    protected static long BoundedWidth(int narrowest, long shrinkage, int maximum)
        => Math.Min(narrowest * shrinkage, Math.Max(narrowest, maximum));
}
