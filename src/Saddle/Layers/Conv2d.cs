using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// A convolution, <c>[N, I, H, W]</c> to <c>[N, O, H', W']</c> with H' = (H + 2 padding - kernel) / stride + 1. In groups, each
/// share of the output's channels sees only its share of the input's.
/// </summary>
public sealed class Conv2d : WeightedLayer
{
    private readonly long _inputs;
    private readonly long _outputs;
    private readonly long _kernel;
    private readonly long _stride;
    private readonly long _padding;
    private readonly long _groups;
    private readonly Parameter? _bias;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the channels that come in.</param>
    /// <param name="outputs">O, the channels that go out.</param>
    /// <param name="kernel">The side of the kernel in pixels.</param>
    /// <param name="stride">The step in pixels.</param>
    /// <param name="padding">The zeros added at each edge, in pixels.</param>
    /// <param name="bias">Whether a constant is added to each output channel.</param>
    /// <param name="groups">Into how many groups the channels are divided; I and O are multiples of it.</param>
    public Conv2d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true, long groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException(
                $"Conv2d cannot divide {inputs} input and {outputs} output channels into {groups} groups.");
        }
        (_inputs, _outputs, _kernel, _stride, _padding, _groups) = (inputs, outputs, kernel, stride, padding, groups);
        long seen = inputs / groups;
        Parameter weight = AddWeight(torch.empty([outputs, seen, kernel, kernel], format: MemoryFormat.ChannelsLast));
        _bias = bias ? AddParameter("bias", torch.empty([outputs])) : null;
        Initialization.KaimingUniform(weight, _bias, fanIn: seen * kernel * kernel);
    }

    /// <inheritdoc/>
    public override string Description
        => $"Conv2d {_inputs} to {_outputs}, {_kernel}x{_kernel}, stride {_stride}, "
            + $"padding {_padding}{(_groups == 1 ? "" : $", {_groups} groups")}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        RequireChannels(input, 4, _inputs, "[N, C, H, W]");
        if (input.size(2) + 2 * _padding < _kernel || input.size(3) + 2 * _padding < _kernel)
        {
            throw new ArgumentException(
                $"Conv2d with a {_kernel}x{_kernel} kernel and padding {_padding} needs a larger image than "
                + $"{Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
        => torch.conv2d(input, Weight, _bias?.Value, [_stride, _stride], [_padding, _padding], _groups);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Convolution(input, Weight, _bias?.Value, _stride, _padding, _groups);
    }
}
