using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>max(x, 0), element by element.</summary>
public sealed class ReLU : Layer
{
    /// <inheritdoc/>
    public override string Description => "ReLU";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.relu();

    private protected override Tensor ForwardOverCore(Tensor input, Tensor? condition) => input.relu_();

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node("Relu", [input]);
    }
}
