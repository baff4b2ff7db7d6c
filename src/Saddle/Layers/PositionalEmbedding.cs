using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Adds a trained vector to each token, so that attention can tell places apart: <c>[N, T, W]</c> to the same shape.
/// </summary>
public sealed class PositionalEmbedding : Layer
{
    private readonly long _tokens;
    private readonly long _width;
    private readonly Parameter _weight;

    /// <summary>Creates the layer with vectors from N(0, 0.02).</summary>
    /// <param name="tokens">T, how many places there are.</param>
    /// <param name="width">W, the features of a token.</param>
    public PositionalEmbedding(long tokens, long width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (_tokens, _width) = (tokens, width);
        _weight = AddParameter("weight", torch.randn([tokens, width]).mul_(0.02));
    }

    /// <inheritdoc/>
    public override string Description => $"PositionalEmbedding {_tokens} of {_width}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 3 || input.size(1) != _tokens || input.size(2) != _width)
        {
            throw new ArgumentException(
                $"PositionalEmbedding expects [N, {_tokens}, {_width}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input + _weight.Value;

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Add(input, graph.Constant(_weight.Value, "weight"));
    }
}
