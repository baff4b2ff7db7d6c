using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Adds a channel that tells how much the batch's samples differ: the mean over features of their standard deviation over the
/// batch (arXiv:1710.10196, section 3): <c>[N, C, H, W]</c> to <c>[N, C + 1, H, W]</c>, <c>[N, F]</c> to <c>[N, F + 1]</c>.
/// </summary>
public sealed class MinibatchDeviation : Layer
{
    // Inside the root, so that its slope at equal samples is finite.
    private const double Epsilon = 1e-8;

    /// <inheritdoc/>
    public override string Description => "MinibatchDeviation";

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor deviation = (input.var([0], unbiased: false) + Epsilon).sqrt().mean();
        long[] shape = input.shape.ToArray();
        shape[1] = 1;
        return torch.cat([input, deviation.expand(shape)], 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue mean = graph.Node("ReduceMean", [input], ("axes", new long[] { 0 }), ("keepdims", 1L));
        GraphValue distance = graph.Subtract(input, mean);
        GraphValue variance = graph.Mean(graph.Multiply(distance, distance), 0);
        GraphValue deviation = graph.Node(
            "ReduceMean", [graph.Node("Sqrt", [graph.Add(variance, graph.Constant(Epsilon))])], ("keepdims", 0L));
        GraphValue shape = graph.Node("Shape", [graph.Part(input, 1, 0, 1)]);
        return graph.Join(1, input, graph.Node("Expand", [deviation, shape]));
    }
}
