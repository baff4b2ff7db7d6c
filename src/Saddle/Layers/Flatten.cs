using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>All dimensions but the first into one: <c>[N, C, H, W]</c> to <c>[N, C H W]</c>.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override string Description => "Flatten";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.flatten(1);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Flatten(input);
    }
}
