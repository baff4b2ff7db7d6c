using Saddle.Components;

namespace Saddle.Data.Synthetic;

/// <summary>One picture of <see cref="Shapes"/>: what it shows, and the caption that says so; a function of a seed.</summary>
/// <param name="First">The only shape, or the upper or left one of two.</param>
/// <param name="Second">The lower or right one, or null.</param>
/// <param name="Caption">The kind and colour of all, the size of one alone, and how two lie.</param>
internal sealed record ShapePicture(DrawnShape First, DrawnShape? Second, string Caption)
{
    private static readonly int s_kinds = Enum.GetValues<ShapeKind>().Length;

    /// <summary>Whether <c>train</c> never shows a combination: a fifth of all, each kind and each colour once.</summary>
    internal static bool IsWithheld(ShapeKind kind, ShapeColour colour)
        => (((int)kind * 2) + ShapeColour.All.ToList().IndexOf(colour)) % s_kinds == 0;

    /// <summary>The combinations of kind and colour that a split shows.</summary>
    internal static (ShapeKind Kind, ShapeColour Colour)[] Combinations(ShapesSplit split) =>
    [
        .. from kind in Enum.GetValues<ShapeKind>()
           from colour in ShapeColour.All
           where split == ShapesSplit.All || IsWithheld(kind, colour) == (split == ShapesSplit.Unseen)
           select (kind, colour),
    ];

    /// <summary>Makes up a picture.</summary>
    /// <param name="combinations">What may be shown, at least two.</param>
    /// <param name="objects">The most shapes, 1 or 2.</param>
    /// <param name="seed">Fixes all that is drawn at random.</param>
    internal static ShapePicture Draw((ShapeKind Kind, ShapeColour Colour)[] combinations, int objects, ulong seed)
    {
        int first = (int)(Uniform(seed, "first") * combinations.Length);
        if (objects == 1 || Uniform(seed, "objects") < 0.5)
        {
            return Alone(combinations[first], seed);
        }
        // Never the same twice: which of two is meant must be decidable.
        int second = (first + 1 + (int)(Uniform(seed, "second") * (combinations.Length - 1))) % combinations.Length;
        return Together(combinations[first], combinations[second], seed);
    }

    /// <summary>Draws the picture.</summary>
    /// <param name="planes">Room for <c>[3, size, size]</c>.</param>
    /// <param name="size">The side in pixels.</param>
    internal void Paint(Span<byte> planes, int size)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            planes.Slice(channel * size * size, size * size).Fill(ShapeColour.Background[channel]);
        }
        First.Paint(planes, size);
        Second?.Paint(planes, size);
    }

    private static ShapePicture Alone((ShapeKind Kind, ShapeColour Colour) what, ulong seed)
    {
        // No size between the two: a picture is large or small for every eye.
        bool large = Uniform(seed, "size") < 0.5;
        double radius = large ? Between(seed, "radius", 0.30, 0.36) : Between(seed, "radius", 0.15, 0.19);
        double margin = DrawnShape.Reach * radius;
        var shape = new DrawnShape(
            what.Kind, what.Colour, Between(seed, "x", margin, 1 - margin), Between(seed, "y", margin, 1 - margin), radius);
        return new ShapePicture(shape, null, $"a {(large ? "large" : "small")} {Name(what)}");
    }

    private static ShapePicture Together(
        (ShapeKind Kind, ShapeColour Colour) first, (ShapeKind Kind, ShapeColour Colour) second, ulong seed)
    {
        bool above = Uniform(seed, "relation") < 0.5;
        // Far apart along one axis, nearly level along the other: only one of the two relations holds.
        double level = Between(seed, "level", 0.28, 0.72);
        return new ShapePicture(
            Place(first, "first", 0.25), Place(second, "second", 0.75),
            $"a {Name(first)} {(above ? "above" : "left of")} a {Name(second)}");

        DrawnShape Place((ShapeKind Kind, ShapeColour Colour) what, string which, double centre)
        {
            double along = Between(seed, which + " along", centre - 0.02, centre + 0.02);
            double across = Between(seed, which + " across", level - 0.04, level + 0.04);
            double radius = Between(seed, which + " radius", 0.15, 0.19);
            return new DrawnShape(what.Kind, what.Colour, above ? across : along, above ? along : across, radius);
        }
    }

    private static string Name((ShapeKind Kind, ShapeColour Colour) what) => $"{what.Colour.Name} {Shapes.NameOf(what.Kind)}";

    private static double Between(ulong seed, string purpose, double low, double high)
        => low + ((high - low) * Uniform(seed, purpose));

    private static double Uniform(ulong seed, string purpose) => (Seeds.Derive(seed, purpose) >> 11) * Math.ScaleB(1, -53);
}
