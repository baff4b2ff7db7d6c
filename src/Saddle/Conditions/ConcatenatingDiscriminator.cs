using Saddle.Data;
using Saddle.Graphs;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// A network's discriminator that sees the encoded condition beside the sample: as constant channels of images, as features of
/// points.
/// </summary>
public sealed class ConcatenatingDiscriminator : Discriminator
{
    private readonly ConditionEncoder _encoder;

    /// <summary>Takes a network's discriminator of wider samples.</summary>
    /// <param name="network">The pair of networks.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="encoder">Encodes the condition; it is trained along.</param>
    public ConcatenatingDiscriminator(Network network, SampleShape shape, ConditionEncoder encoder)
        : base(network.CreateDiscriminator(shape.Widened(encoder.Size)), shape)
        => _encoder = AddChild("condition", encoder);

    /// <inheritdoc/>
    protected override SampleShape SeenShape => Shape.Widened(_encoder.Size);

    /// <inheritdoc/>
    protected override Tensor Seen(Tensor samples, Condition? condition)
    {
        Tensor encoded = _encoder.Encode(condition);
        if (Shape.IsImage)
        {
            encoded = encoded.view(-1, _encoder.Size, 1, 1).expand(-1, -1, Shape.Height, Shape.Width);
        }
        return torch.cat([samples, encoded], 1).to(Shape.IsImage ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous);
    }

    /// <inheritdoc/>
    protected internal override GraphValue ExportSeen(ExportGraph graph, GraphValue samples)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue encoded = graph.Within(_encoder, () => _encoder.Export(graph));
        if (Shape.IsImage)
        {
            encoded = graph.Node(
                "Expand",
                [graph.Reshape(encoded, 0, _encoder.Size, 1, 1), graph.Integers(1, _encoder.Size, Shape.Height, Shape.Width)]);
        }
        return graph.Join(1, samples, encoded);
    }
}
