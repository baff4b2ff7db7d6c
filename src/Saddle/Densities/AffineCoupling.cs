using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// y = x where the mask is 1, and x exp(s) + t elsewhere, with s and t made by a network from what the mask keeps
/// (arXiv:1605.08803, equation 9). Whatever the network is, the map is inverted by the same network, and its log-determinant is
/// the sum of s. s is a tanh times a trained factor, as in the paper.
/// </summary>
public sealed class AffineCoupling : Bijection
{
    private readonly Layer _network;
    private readonly Parameter _scale;

    /// <summary>Creates the coupling. It starts as a map near the identity if the network's last weights are near zero.</summary>
    /// <param name="mask">1 where a sample stays as it is, 0 elsewhere; <c>[1, C]</c> or <c>[1, C, H, W]</c>, owned by the
    /// caller.</param>
    /// <param name="network">From <c>[N, C, ...]</c> to <c>[N, 2 C, ...]</c>: s before its tanh, then t.</param>
    public AffineCoupling(Tensor mask, Layer network)
    {
        ArgumentNullException.ThrowIfNull(mask);
        AddBuffer("mask", mask.clone());
        _network = AddChild("network", network);
        long[] channels = [.. mask.shape.ToArray().Select((size, dimension) => dimension == 1 ? size : 1)];
        _scale = AddParameter("scale", torch.ones(channels));
    }

    /// <inheritdoc/>
    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        (Tensor s, Tensor t) = Change(input);
        return (input * s.exp() + t, s.flatten(1).sum([1]));
    }

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (Tensor s, Tensor t) = Change(output);
        return (output - t) * (-s).exp();
    }

    // Both are zero where the mask is 1, so what the mask keeps is the same before and after.
    private (Tensor S, Tensor T) Change(Tensor sample)
    {
        Tensor mask = Buffer("mask"), changed = 1 - mask;
        Tensor[] parts = _network.Forward(sample * mask).chunk(2, dim: 1);
        return (parts[0].tanh() * _scale.Value * changed, parts[1] * changed);
    }

    /// <inheritdoc/>
    protected internal override GraphValue ExportInverse(ExportGraph graph, GraphValue output)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Tensor mask = Buffer("mask");
        GraphValue changed = graph.Constant(1 - mask, "changed");
        IReadOnlyList<GraphValue> parts = graph.Parts(
            _network.Write(graph, graph.Multiply(output, graph.Constant(mask, "mask"))), 1, 2);
        GraphValue s = graph.Multiply(
            graph.Multiply(graph.Node("Tanh", [parts[0]]), graph.Constant(_scale.Value, "scale")), changed);
        GraphValue moved = graph.Subtract(output, graph.Multiply(parts[1], changed));
        return graph.Multiply(moved, graph.Node("Exp", [graph.Node("Neg", [s])]));
    }
}
