using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>Enlarges images by a whole factor: <c>[N, C, H, W]</c> to <c>[N, C, H f, W f]</c>.</summary>
public sealed class Upsample : Layer
{
    private readonly int _factor;
    private readonly bool _bilinear;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">f, at least 1.</param>
    /// <param name="bilinear">Interpolates between pixels instead of repeating them.</param>
    public Upsample(int factor = 2, bool bilinear = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        (_factor, _bilinear) = (factor, bilinear);
    }

    /// <inheritdoc/>
    public override string Description => $"Upsample {_factor}x{(_bilinear ? " bilinear" : "")}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireImages(input);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        if (_bilinear && _factor == 2 && FixedOrder.IsFor(input))
        {
            return FixedOrder.Doubled(input).contiguous(MemoryFormat.ChannelsLast);
        }
        long height = input.size(2) * _factor, width = input.size(3) * _factor;
        return _bilinear ? torch.upsample_bilinear2d(input, height, width) : torch.upsample_nearest2d(input, height, width);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue scales = graph.Constant(torch.tensor((float[])[1, 1, _factor, _factor], 4), "scales");
        return graph.Resize(input, scales, _bilinear);
    }
}
