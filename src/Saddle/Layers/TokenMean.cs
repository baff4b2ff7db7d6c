using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>The mean of a sample's tokens: <c>[N, T, W]</c> to <c>[N, W]</c>.</summary>
public sealed class TokenMean : Layer
{
    /// <inheritdoc/>
    public override string Description => "TokenMean";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 3)
        {
            throw new ArgumentException($"TokenMean expects [N, T, W], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.mean([1]);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Mean(input, 1);
    }
}
