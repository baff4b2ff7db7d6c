namespace Saddle.Graphs;

/// <summary>
/// A tensor that is stored in the file; it is not written before the graph is whole, since constants are folded.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="shape">Its sizes.</param>
internal sealed class GraphConstant(string name, long[] shape)
{
    internal string Name { get; } = name;

    internal long[] Shape { get; set; } = shape;

    /// <summary>Numbers, or null where they are whole ones.</summary>
    internal float[]? Numbers { get; set; }

    /// <summary>Whether numbers have 32 bits in a graph of 16 as well, as some operators demand of what is no data.</summary>
    internal bool IsSingle { get; set; }

    /// <summary>Whole numbers, or null.</summary>
    internal long[]? Integers { get; init; }
}
