namespace Saddle.Graphs;

/// <summary>What flows along an edge of an exported graph: an input, a constant, or what a node computes.</summary>
/// <param name="Name">Its name in the file; each has one of its own.</param>
public readonly record struct GraphValue(string Name);
