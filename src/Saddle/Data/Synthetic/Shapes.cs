using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data.Synthetic;

/// <summary>
/// Coloured shapes on a dark ground with labels and captions, drawn by the program: one shape, large or small, or two, one above
/// or left of the other. A caption names all that an eye can decide: "a large green triangle", "a red circle above a blue
/// square". The label is the kind of the shape that the caption names first. A fifth of the combinations of colour and kind, each
/// colour and each kind once, is kept out of <c>train</c> and makes up <c>unseen</c>: what a model draws for them it has not
/// learned by heart.
/// </summary>
[Component("shapes", "coloured shapes with labels and captions, drawn by the program")]
public sealed partial record Shapes : DataSource
{
    /// <summary>The pictures' side in pixels.</summary>
    [Setting(16, 256)] public int Size { get; init; } = 32;

    /// <summary>How many pictures.</summary>
    /// <remarks>Together at most 2 GiB.</remarks>
    [Setting(1, 1_000_000)] public int Count { get; init; } = 20_000;

    /// <summary>The most shapes in a picture.</summary>
    /// <remarks>With 2, half of the pictures show two.</remarks>
    [Setting(1, 2)] public int Objects { get; init; } = 2;

    /// <summary>Which colours of which shapes: four fifths, the fifth never seen there, or all.</summary>
    [Setting] public ShapesSplit Split { get; init; }

    /// <summary>Another seed gives other pictures.</summary>
    [Setting] public int Seed { get; init; }

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        int bytes = 3 * Size * Size;
        if ((long)Count * bytes > Array.MaxLength)
        {
            throw new DataException(
                $"data source shapes: {Count} pictures of {Size}x{Size} are {(long)Count * bytes} bytes; "
                + "at most 2 GiB can be drawn: choose a smaller count or size.");
        }
        (ShapeKind, ShapeColour)[] combinations = ShapePicture.Combinations(Split);
        ulong seed = Seeds.Derive((ulong)Seed, (string)this["split"]);
        var (pixels, labels, captions) = (new byte[Count * bytes], new long[Count], new string[Count]);
        Parallel.For(0, Count, k =>
        {
            ShapePicture picture = ShapePicture.Draw(combinations, Objects, Seeds.Derive(seed, "picture", (ulong)k));
            picture.Paint(pixels.AsSpan(k * bytes, bytes), Size);
            (labels[k], captions[k]) = ((long)picture.First.Kind, picture.Caption);
        });
        using DisposeScope scope = torch.NewDisposeScope();
        return new ImageSet(
            torch.tensor(pixels, Count, 3, Size, Size), torch.tensor(labels),
            [.. Enum.GetValues<ShapeKind>().Select(NameOf)], captions);
    }

    /// <summary>A kind's name in captions and classes.</summary>
    internal static string NameOf(ShapeKind kind) => kind.ToString().ToLowerInvariant();
}
