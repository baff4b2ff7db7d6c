namespace Saddle.Data.Synthetic;

/// <summary>A colour and its name in captions.</summary>
internal sealed record ShapeColour(string Name, byte Red, byte Green, byte Blue)
{
    /// <summary>Behind the shapes: every colour stands out against it.</summary>
    internal static ShapeColour Background { get; } = new("dark grey", 32, 32, 36);

    /// <summary>Every colour of a shape; as many as there are shapes, so that the withheld combinations take each once.</summary>
    internal static IReadOnlyList<ShapeColour> All { get; } =
    [
        new("red", 228, 52, 46),
        new("green", 48, 178, 82),
        new("blue", 62, 108, 240),
        new("yellow", 250, 214, 48),
        new("purple", 172, 76, 214),
    ];

    /// <summary>The planes' values: red, green, blue.</summary>
    internal byte this[int channel] => channel switch { 0 => Red, 1 => Green, _ => Blue };
}
