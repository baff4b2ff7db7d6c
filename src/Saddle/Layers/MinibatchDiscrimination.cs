using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Minibatch discrimination (arXiv:1606.03498, section 3.2): each sample gets features that sum its similarity exp(-L1 distance)
/// to every other sample of the batch, after a trained projection: <c>[N, F]</c> to <c>[N, F + K]</c>.
/// </summary>
public sealed class MinibatchDiscrimination : Layer
{
    private readonly long _features;
    private readonly long _kernels;
    private readonly long _dimensions;
    private readonly Parameter _projection;

    /// <summary>Creates the layer.</summary>
    /// <param name="features">F.</param>
    /// <param name="kernels">K, how many similarities are learnt.</param>
    /// <param name="dimensions">The dimensions in which each is measured.</param>
    public MinibatchDiscrimination(long features, long kernels = 16, long dimensions = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kernels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        (_features, _kernels, _dimensions) = (features, kernels, dimensions);
        _projection = AddParameter("projection", torch.randn([features, kernels * dimensions]) * (1 / Math.Sqrt(features)));
    }

    /// <summary>F + K.</summary>
    public long OutputFeatures => _features + _kernels;

    /// <inheritdoc/>
    public override string Description => $"MinibatchDiscrimination {_features} to {OutputFeatures}";

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireChannels(input, 2, _features, "[N, F]");

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor projected = input.matmul(_projection.Value).view(-1, _kernels, _dimensions);
        Tensor distances = (projected.unsqueeze(0) - projected.unsqueeze(1)).abs().sum([3]);
        // Every sample is at distance 0 from itself: that 1 says nothing.
        Tensor similarities = (-distances).exp().sum([1]) - 1;
        return torch.cat([input, similarities], 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue projected = graph.Reshape(
            graph.Product(input, graph.Constant(_projection.Value, "projection")), 0, _kernels, _dimensions);
        GraphValue difference = graph.Subtract(
            graph.Node("Unsqueeze", [projected, graph.Integers(0)]), graph.Node("Unsqueeze", [projected, graph.Integers(1)]));
        GraphValue near = graph.Node("Exp", [graph.Node("Neg", [graph.Sum(graph.Node("Abs", [difference]), 3)])]);
        return graph.Join(1, input, graph.Subtract(graph.Sum(near, 1), graph.Constant(1)));
    }
}
