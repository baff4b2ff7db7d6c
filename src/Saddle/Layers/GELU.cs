using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>x P(X &lt; x) of a standard normal X: a smooth ReLU (arXiv:1606.08415).</summary>
public sealed class GELU : Layer
{
    /// <inheritdoc/>
    public override string Description => "GELU";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.gelu();

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // ONNX has an operator of its own from opset 20 on; runtimes know this form.
        GraphValue share = graph.Add(graph.Node("Erf", [graph.Multiply(input, Math.Sqrt(0.5))]), graph.Constant(1));
        return graph.Multiply(graph.Multiply(input, share), 0.5);
    }
}
