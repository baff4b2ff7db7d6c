using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Shrinks images by a whole factor, each pixel the mean of a square: <c>[N, C, H, W]</c> to <c>[N, C, H / f, W / f]</c>.
/// </summary>
public sealed class AveragePool2d : Layer
{
    private readonly int _factor;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">f, at least 1.</param>
    public AveragePool2d(int factor = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        _factor = factor;
    }

    /// <inheritdoc/>
    public override string Description => $"AveragePool2d {_factor}x{_factor}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 4 || input.size(2) % _factor != 0 || input.size(3) % _factor != 0)
        {
            throw new ArgumentException(
                $"{Description} expects [N, C, H, W] with sides that are multiples of {_factor}, "
                + $"but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => torch.avg_pool2d(input, _factor);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        long[] sides = [_factor, _factor];
        return graph.Node("AveragePool", [input], ("kernel_shape", sides), ("strides", sides));
    }
}
