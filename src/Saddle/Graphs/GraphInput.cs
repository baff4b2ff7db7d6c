namespace Saddle.Graphs;

/// <summary>An input or output of an exported graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Of what its elements are.</param>
/// <param name="Shape">A number for each dimension that is fixed, a name for each that is not.</param>
internal sealed record GraphInput(string Name, GraphType Type, IReadOnlyList<object> Shape);
