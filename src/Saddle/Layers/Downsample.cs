using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Halves images behind a low-pass filter, the weights 1, 3, 3, 1 in both directions with the border repeated, so that nothing
/// finer than the new pixels is left to alias: <c>[N, C, H, W]</c> to <c>[N, C, H / 2, W / 2]</c>.
/// </summary>
public sealed class Downsample : Layer
{
    /// <inheritdoc/>
    public override string Description => "Downsample 2x";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 4 || input.size(2) % 2 != 0 || input.size(3) % 2 != 0)
        {
            throw new ArgumentException(
                $"Downsample expects [N, C, H, W] of even sides, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    // The filter is a quarter of bilinear doubling's transpose, whose own derivative is cheap, unlike that of a convolution with
    // as many groups as channels.
    protected override Tensor ForwardCore(Tensor input) => FixedOrder.IsFor(input)
        ? FixedOrder.Halved(input).contiguous(MemoryFormat.ChannelsLast)
        : torch.upsample_bilinear2d_backward(input, [input.size(0), input.size(1), input.size(2) / 2, input.size(3) / 2]) * 0.25;

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // The filter is 1, 3, 3, 1 in both directions over the image with its edge repeated: three means of two pixels.
        GraphValue edged = graph.Node("Pad", [input, graph.Integers(0, 0, 1, 1, 0, 0, 1, 1)], ("mode", "edge"));
        return Mean(graph, Mean(graph, Mean(graph, edged, 1), 1), 2);
    }

    private static GraphValue Mean(ExportGraph graph, GraphValue input, long stride) => graph.Node(
        "AveragePool", [input], ("kernel_shape", new long[] { 2, 2 }), ("strides", new[] { stride, stride }));
}
