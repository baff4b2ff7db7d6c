namespace Saddle.Graphs;

/// <summary>An operator of an exported graph, before the file is written.</summary>
/// <param name="Operator">ONNX's name of it, such as <c>Conv</c>.</param>
/// <param name="Inputs">The names of what it takes; empty for one that is left out.</param>
/// <param name="Outputs">The names of what it computes.</param>
/// <param name="Attributes">Its settings: whole numbers, numbers, texts, or lists of whole numbers.</param>
internal sealed record GraphNode(
    string Operator, List<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<(string Name, object Value)> Attributes);
