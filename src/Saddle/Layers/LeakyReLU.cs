using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>x where positive, <paramref name="slope"/> x elsewhere.</summary>
/// <param name="slope">The slope below zero; 0.2 in DCGAN.</param>
public sealed class LeakyReLU(double slope = 0.2) : Layer
{
    /// <inheritdoc/>
    public override string Description => System.FormattableString.Invariant($"LeakyReLU {slope}");

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.leaky_relu(slope);

    private protected override Tensor ForwardOverCore(Tensor input, Tensor? condition) => input.leaky_relu_(slope);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node("LeakyRelu", [input], ("alpha", slope));
    }
}
