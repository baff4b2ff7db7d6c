using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Continues images beyond their edges by their mirror image: <c>[N, C, H, W]</c> to <c>[N, C, H + 2 p, W + 2 p]</c>.
/// </summary>
public sealed class ReflectionPad2d : Layer
{
    private readonly long _padding;

    /// <summary>Creates the layer.</summary>
    /// <param name="padding">p, the pixels added at each edge; images are larger than that.</param>
    public ReflectionPad2d(long padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        _padding = padding;
    }

    /// <inheritdoc/>
    public override string Description => $"ReflectionPad2d {_padding}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 4 || input.size(2) <= _padding || input.size(3) <= _padding)
        {
            throw new ArgumentException(
                $"ReflectionPad2d expects [N, C, H, W] with sides of more than {_padding} pixels, "
                + $"but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor padded = FixedOrder.IsFor(input)
            ? FixedOrder.ReflectionPad(input, _padding)
            : torch.reflection_pad2d(input, _padding, _padding, _padding, _padding);
        return padded.contiguous(MemoryFormat.ChannelsLast);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue around = graph.Integers(0, 0, _padding, _padding, 0, 0, _padding, _padding);
        return graph.Node("Pad", [input, around], ("mode", "reflect"));
    }
}
