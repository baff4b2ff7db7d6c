using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>Each sample to another shape with as many elements: <c>[N, ...]</c> to <c>[N, shape]</c>.</summary>
/// <param name="shape">The new sizes, without N.</param>
public sealed class Reshape(params long[] shape) : Layer
{
    /// <inheritdoc/>
    public override string Description => $"Reshape to {Tensor.ShapeText(shape)}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        long elements = shape.Aggregate(1L, (product, size) => product * size);
        if (input.dim() == 0 || input.numel() != input.size(0) * elements)
        {
            throw new ArgumentException(
                $"{Description} expects {elements} elements a sample, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.reshape([input.size(0), .. shape]);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Reshape(input, [0, .. shape]);
    }
}
