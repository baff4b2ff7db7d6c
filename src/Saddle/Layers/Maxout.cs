using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// The largest of some neighbouring features (arXiv:1302.4389): after a dense layer a unit is the maximum of as many linear
/// pieces. <c>[N, F pieces]</c> to <c>[N, F]</c>.
/// </summary>
/// <param name="pieces">How many become one.</param>
public sealed class Maxout(int pieces) : Layer
{
    /// <inheritdoc/>
    public override string Description => $"Maxout {pieces} pieces";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 2 || input.size(1) % pieces != 0)
        {
            throw new ArgumentException($"Maxout expects [N, F x {pieces}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.view([input.size(0), -1, pieces]).amax([2]);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue pieced = graph.Reshape(input, 0, -1, pieces);
        return graph.Node("ReduceMax", [pieced], ("axes", new long[] { 2 }), ("keepdims", 0L));
    }
}
