using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// A 3x3 convolution with zeros at the edges that is worked out together with a step to twice or half the size.
/// </summary>
public abstract class ResamplingConv2d : WeightedLayer
{
    private readonly Parameter _bias;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the channels that come in.</param>
    /// <param name="outputs">O, the channels that go out.</param>
    protected ResamplingConv2d(long inputs, long outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (Inputs, Outputs) = (inputs, outputs);
        Parameter weight = AddWeight(torch.empty([outputs, inputs, 3, 3], format: MemoryFormat.ChannelsLast));
        _bias = AddParameter("bias", torch.empty([outputs]));
        Initialization.KaimingUniform(weight, _bias, fanIn: 9 * inputs);
    }

    /// <summary>I, the channels that come in.</summary>
    protected long Inputs { get; }

    /// <summary>O, the channels that go out.</summary>
    protected long Outputs { get; }

    /// <summary>What is added to each output channel, <c>[O]</c>.</summary>
    protected Tensor Bias => _bias.Value;

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireChannels(input, 4, Inputs, "[N, C, H, W]");
}
