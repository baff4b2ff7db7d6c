using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Images as they are, <c>[N, C, H, W]</c>, with the channels of a pixel side by side in memory. Convolutions keep this layout,
/// which is the fast one, but a 1x1 convolution of a single channel cannot tell it from the other.
/// </summary>
public sealed class ChannelsLast : Layer
{
    /// <inheritdoc/>
    public override string Description => "ChannelsLast";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.contiguous(MemoryFormat.ChannelsLast);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return input;
    }
}
