using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Each pair of features in order, the greater and then the smaller: GroupSort with groups of two, MaxMin (arXiv:1811.05381,
/// section 4.1). It keeps the length of what it is given and of its gradient, so that with weights that do so as well
/// (<see cref="Penalties.OrthonormalWeights"/>) a network is 1-Lipschitz and yet has slopes of 1. <c>[N, F, ...]</c> with an
/// even F; feature k is paired with feature k + F / 2.
/// </summary>
public sealed class GroupSort : Layer
{
    /// <inheritdoc/>
    public override string Description => "GroupSort of pairs";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() < 2 || input.size(1) % 2 != 0)
        {
            throw new ArgumentException(
                $"GroupSort expects [N, F, ...] with an even F, but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        long half = input.size(1) / 2;
        (Tensor one, Tensor other) = (input.narrow(1, 0, half), input.narrow(1, half, half));
        return torch.cat([one.maximum(other), one.minimum(other)], 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        IReadOnlyList<GraphValue> halves = graph.Parts(input, 1, 2);
        return graph.Join(1, graph.Node("Max", halves), graph.Node("Min", halves));
    }
}
