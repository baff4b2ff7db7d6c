using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>
/// Coloured shapes on a dark ground with labels and captions, drawn by the program: one shape, large or small, or two, one above or
/// left of the other. A caption names all that an eye can decide: "a large green triangle", "a red circle above a blue square". The
/// label is the kind of the shape that the caption names first. A fifth of the combinations of colour and kind, each colour and each
/// kind once, is kept out of <c>train</c> and makes up <c>unseen</c>: what a model draws for them it has not learned by heart.
/// </summary>
public sealed class Shapes : DataSource
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "shapes", "coloured shapes with labels and captions, drawn by the program", "",
        [
            Setting.Whole("size", 32, "the pictures' side in pixels", 16, 256),
            Setting.Whole("count", 20_000, "how many pictures", 1, 1_000_000),
            Setting.Whole("objects", 2, "the most shapes in a picture", 1, 2),
            Setting.Text("split", "train", "which colours of which shapes: four fifths, the fifth never seen there, or all", "train", "unseen", "all"),
            Setting.Whole("seed", 0, "another seed gives other pictures"),
        ],
        s => new Shapes((int)s.Whole("size"), (int)s.Whole("count"), (int)s.Whole("objects"), s.Text("split"), (int)s.Whole("seed")));

    private readonly int _size;
    private readonly int _count;
    private readonly int _objects;
    private readonly string _split;
    private readonly int _seed;

    /// <summary>Describes the pictures.</summary>
    /// <param name="size">Their side in pixels, 16 to 256.</param>
    /// <param name="count">How many, 1 to 1,000,000; together at most 2 GiB.</param>
    /// <param name="objects">The most shapes in a picture, 1 or 2; with 2, half of the pictures show two.</param>
    /// <param name="split"><c>train</c>, <c>unseen</c> or <c>all</c> combinations of colour and kind.</param>
    /// <param name="seed">Fixes the pictures.</param>
    public Shapes(int size = 32, int count = 20_000, int objects = 2, string split = "train", int seed = 0)
        : base(Entry, ("size", size), ("count", count), ("objects", objects), ("split", split), ("seed", seed))
        => (_size, _count, _objects, _split, _seed) = (size, count, objects, split, seed);

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        int bytes = 3 * _size * _size;
        if ((long)_count * bytes > Array.MaxLength)
        {
            throw new DataException(
                $"data source shapes: {_count} pictures of {_size}x{_size} are {(long)_count * bytes} bytes; at most 2 GiB can be drawn: choose a smaller count or size.");
        }
        (ShapeKind, ShapeColour)[] combinations = ShapePicture.Combinations(_split);
        ulong seed = Seeds.Derive((ulong)_seed, _split);
        var (pixels, labels, captions) = (new byte[_count * bytes], new long[_count], new string[_count]);
        Parallel.For(0, _count, k =>
        {
            ShapePicture picture = ShapePicture.Draw(combinations, _objects, Seeds.Derive(seed, "picture", (ulong)k));
            picture.Paint(pixels.AsSpan(k * bytes, bytes), _size);
            (labels[k], captions[k]) = ((long)picture.First.Kind, picture.Caption);
        });
        using DisposeScope scope = torch.NewDisposeScope();
        return new ImageSet(
            torch.tensor(pixels, _count, 3, _size, _size), torch.tensor(labels), [.. Enum.GetValues<ShapeKind>().Select(NameOf)], captions);
    }

    /// <summary>A kind's name in captions and classes.</summary>
    internal static string NameOf(ShapeKind kind) => kind.ToString().ToLowerInvariant();
}
