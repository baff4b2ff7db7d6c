using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Repeats every pixel 2x2, then convolves 3x3 with zeros at the edges: <c>[N, I, H, W]</c> to <c>[N, O, 2 H, 2 W]</c>. Both
/// steps are worked out as one transposed convolution of a widened kernel, in less than half the products.
/// </summary>
public sealed class UpsampleConv2d : ResamplingConv2d
{
    /// <inheritdoc cref="ResamplingConv2d(long, long)"/>
    public UpsampleConv2d(long inputs, long outputs) : base(inputs, outputs) { }

    /// <inheritdoc/>
    public override string Description => $"UpsampleConv2d {Inputs} to {Outputs}, 2x, 3x3";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor kernel = WidenedKernel.Of(Weight).flip(2, 3).transpose(0, 1);
        return torch.conv_transpose2d(input, kernel, [2, 2], [1, 1], [0, 0]) + Bias.view(1, -1, 1, 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Tensor kernel = WidenedKernel.Of(Weight).flip(2, 3).transpose(0, 1);
        return graph.TransposedConvolution(input, kernel, Bias, stride: 2, padding: 1);
    }
}
