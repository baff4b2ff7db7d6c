using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Instance normalisation (arXiv:1607.08022): each channel of each image to mean 0 and variance 1, then a trained gain and shift:
/// <c>[N, C, H, W]</c> to the same shape. It is the same in training and evaluation, and what batch normalisation is for a batch
/// of one.
/// </summary>
public sealed class InstanceNorm2d : Layer
{
    private readonly long _channels;
    private readonly double _epsilon;
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Creates the layer with gain 1 and shift 0.</summary>
    /// <param name="channels">C.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public InstanceNorm2d(long channels, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        (_channels, _epsilon) = (channels, epsilon);
        _weight = AddParameter("weight", torch.ones([channels]));
        _bias = AddParameter("bias", torch.zeros([channels]));
    }

    /// <inheritdoc/>
    public override string Description => $"InstanceNorm2d {_channels}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        RequireChannels(input, 4, _channels, "[N, C, H, W]");
        if (input.size(2) * input.size(3) == 1)
        {
            throw new ArgumentException(
                $"InstanceNorm2d needs more than one pixel, but received {Tensor.ShapeText(input.shape)}; "
                + "of one nothing is left.");
        }
    }

    /// <inheritdoc/>
    // The operator lays its result out channel by channel; the convolutions around it do not.
    protected override Tensor ForwardCore(Tensor input)
        => torch.instance_norm(input, _weight.Value, _bias.Value, _epsilon).contiguous(MemoryFormat.ChannelsLast);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node(
            "InstanceNormalization", [input, graph.Constant(_weight.Value, "weight"), graph.Constant(_bias.Value, "bias")],
            ("epsilon", _epsilon));
    }
}
