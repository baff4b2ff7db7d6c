using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Convolves 3x3 with zeros at the edges, then averages squares of 2x2: <c>[N, I, H, W]</c> with even sides to
/// <c>[N, O, H / 2, W / 2]</c>. Both steps are worked out as one convolution of a widened kernel, in less than half the products.
/// </summary>
public sealed class ConvAveragePool2d : WeightedLayer
{
    private readonly long _inputs;
    private readonly long _outputs;
    private readonly Parameter _bias;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the channels that come in.</param>
    /// <param name="outputs">O, the channels that go out.</param>
    public ConvAveragePool2d(long inputs, long outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (_inputs, _outputs) = (inputs, outputs);
        Parameter weight = AddWeight(torch.empty([outputs, inputs, 3, 3], format: MemoryFormat.ChannelsLast));
        _bias = AddParameter("bias", torch.empty([outputs]));
        Initialization.KaimingUniform(weight, _bias, fanIn: 9 * inputs);
    }

    /// <inheritdoc/>
    public override string Description => $"ConvAveragePool2d {_inputs} to {_outputs}, 3x3, 2x2";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        RequireChannels(input, 4, _inputs, "[N, C, H, W]");
        if (input.size(2) % 2 != 0 || input.size(3) % 2 != 0)
        {
            throw new ArgumentException($"ConvAveragePool2d expects even sides, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
        => torch.conv2d(input, WidenedKernel.Of(Weight) * 0.25, _bias.Value, [2, 2], [1, 1]);
}
