using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Convolves 3x3 with zeros at the edges, then averages squares of 2x2: <c>[N, I, H, W]</c> with even sides to
/// <c>[N, O, H / 2, W / 2]</c>. Both steps are worked out as one convolution of a widened kernel, in less than half the products.
/// </summary>
public sealed class ConvAveragePool2d : ResamplingConv2d
{
    /// <inheritdoc cref="ResamplingConv2d(long, long)"/>
    public ConvAveragePool2d(long inputs, long outputs) : base(inputs, outputs) { }

    /// <inheritdoc/>
    public override string Description => $"ConvAveragePool2d {Inputs} to {Outputs}, 3x3, 2x2";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        base.CheckInput(input);
        if (input.size(2) % 2 != 0 || input.size(3) % 2 != 0)
        {
            throw new ArgumentException($"ConvAveragePool2d expects even sides, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
        => torch.conv2d(input, WidenedKernel.Of(Weight) * 0.25, Bias, [2, 2], [1, 1]);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Convolution(input, WidenedKernel.Of(Weight) * 0.25, Bias, stride: 2, padding: 1);
    }
}
