using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Images as a row of their pixels, top left first, each with its channels: <c>[N, C, H, W]</c> to <c>[N, H W, C]</c>.
/// </summary>
public sealed class Tokens : Layer
{
    /// <inheritdoc/>
    public override string Description => "Tokens";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireImages(input);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.permute(0, 2, 3, 1).flatten(1, 2);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Transpose(graph.Reshape(input, 0, 0, -1), 0, 2, 1);
    }
}
