using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>1 / (1 + exp(-x)), into (0, 1).</summary>
public sealed class Sigmoid : Layer
{
    /// <inheritdoc/>
    public override string Description => "Sigmoid";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.sigmoid();

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node("Sigmoid", [input]);
    }
}
