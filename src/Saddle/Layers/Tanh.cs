using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>tanh(x), into (-1, 1).</summary>
public sealed class Tanh : Layer
{
    /// <inheritdoc/>
    public override string Description => "Tanh";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.tanh();

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node("Tanh", [input]);
    }
}
