using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Repeats every pixel 2x2, then convolves 3x3 with zeros at the edges: <c>[N, I, H, W]</c> to <c>[N, O, 2 H, 2 W]</c>. Both steps are
/// worked out as one transposed convolution of a widened kernel, in less than half the products.
/// </summary>
public sealed class UpsampleConv2d : WeightedLayer
{
    private readonly long _inputs;
    private readonly long _outputs;
    private readonly Parameter _bias;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the channels that come in.</param>
    /// <param name="outputs">O, the channels that go out.</param>
    public UpsampleConv2d(long inputs, long outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (_inputs, _outputs) = (inputs, outputs);
        Parameter weight = AddWeight(torch.empty([outputs, inputs, 3, 3], format: MemoryFormat.ChannelsLast));
        _bias = AddParameter("bias", torch.empty([outputs]));
        Initialization.KaimingUniform(weight, _bias, fanIn: 9 * inputs);
    }

    /// <inheritdoc/>
    public override string Description => $"UpsampleConv2d {_inputs} to {_outputs}, 2x, 3x3";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireChannels(input, 4, _inputs, "[N, C, H, W]");

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor kernel = WidenedKernel.Of(Weight).flip(2, 3).transpose(0, 1);
        return torch.conv_transpose2d(input, kernel, [2, 2], [1, 1], [0, 0]) + _bias.Value.view(1, -1, 1, 1);
    }
}
