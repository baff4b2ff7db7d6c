using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// A transposed convolution, <c>[N, I, H, W]</c> to <c>[N, O, H', W']</c> with
/// H' = (H - 1) stride - 2 padding + kernel + outputPadding.
/// It is computed as the backward-data pass of an ordinary convolution (see native/convolution.cpp), which on a CPU is several
/// times as fast as libtorch's own operator; on a 1x1 input it is one matrix product.
/// </summary>
public sealed class ConvTranspose2d : WeightedLayer
{
    private readonly long _inputs;
    private readonly long _outputs;
    private readonly long _kernel;
    private readonly long _stride;
    private readonly long _padding;
    private readonly long _outputPadding;
    private readonly Parameter? _bias;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the channels that come in.</param>
    /// <param name="outputs">O, the channels that go out.</param>
    /// <param name="kernel">The side of the kernel in pixels.</param>
    /// <param name="stride">By how much the image grows.</param>
    /// <param name="padding">The pixels cut from each edge of the result.</param>
    /// <param name="outputPadding">The pixels added at the lower right; less than the stride.</param>
    /// <param name="bias">Whether a constant is added to each output channel.</param>
    public ConvTranspose2d(
        long inputs, long outputs, long kernel, long stride = 1, long padding = 0, long outputPadding = 0, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfNegative(outputPadding);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(outputPadding, stride);
        (_inputs, _outputs, _kernel, _stride, _padding, _outputPadding) =
            (inputs, outputs, kernel, stride, padding, outputPadding);
        Parameter weight = AddWeight(torch.empty([inputs, outputs, kernel, kernel], format: MemoryFormat.ChannelsLast));
        _bias = bias ? AddParameter("bias", torch.empty([outputs])) : null;
        Initialization.KaimingUniform(weight, _bias, fanIn: outputs * kernel * kernel);
    }

    /// <inheritdoc/>
    public override string Description
        => $"ConvTranspose2d {_inputs} to {_outputs}, {_kernel}x{_kernel}, stride {_stride}, padding {_padding}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireChannels(input, 4, _inputs, "[N, C, H, W]");

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        bool single = input.size(2) == 1 && input.size(3) == 1 && _padding == 0 && _outputPadding == 0;
        Tensor output = single
            ? FromSinglePixel(input)
            : torch.conv_transpose2d(
                input, Weight, [_stride, _stride], [_padding, _padding], [_outputPadding, _outputPadding]);
        return _bias is null ? output : output + _bias.Value.view(1, -1, 1, 1);
    }

    // One pixel meets every weight once: [N, I] times [I, kernel kernel O], already in channels-last order.
    private Tensor FromSinglePixel(Tensor input)
    {
        Tensor matrix = Weight.permute(0, 2, 3, 1).reshape(_inputs, _kernel * _kernel * _outputs);
        return input.flatten(1).matmul(matrix).view(-1, _kernel, _kernel, _outputs).permute(0, 3, 1, 2);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.TransposedConvolution(input, Weight, _bias?.Value, _stride, _padding, _outputPadding);
    }
}
