using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Self-attention in several heads (arXiv:1706.03762, section 3.2): in each, every token takes the mean of all tokens' values,
/// weighted by softmax(Q K^T / sqrt(d)); a dense layer mixes the heads. <c>[N, T, W]</c> to the same shape.
/// </summary>
public sealed class MultiHeadAttention : Layer
{
    // A score whose weight is 0, but which stays a number where no token is present at all.
    private const double Never = -1e9;

    private readonly long _width;
    private readonly long _heads;
    private readonly Linear _input;
    private readonly Linear _output;

    /// <summary>Creates the layer.</summary>
    /// <param name="width">W, the features of a token.</param>
    /// <param name="heads">How many heads there are; each has d = W / heads features.</param>
    public MultiHeadAttention(long width, long heads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heads);
        if (width % heads != 0)
        {
            throw new ArgumentException($"MultiHeadAttention cannot divide a width of {width} into {heads} heads.");
        }
        (_width, _heads) = (width, heads);
        // Queries, keys and values in one product.
        _input = AddChild("input", new Linear(width, 3 * width));
        _output = AddChild("output", new Linear(width, width));
    }

    /// <inheritdoc/>
    public override string Description => $"MultiHeadAttention {_width}, {_heads} heads";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 3 || input.size(2) != _width)
        {
            throw new ArgumentException(
                $"MultiHeadAttention expects [N, T, {_width}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <summary>Applies the layer where samples have fewer than T tokens: nothing is taken from those behind the last.</summary>
    /// <param name="input"><c>[N, T, W]</c>.</param>
    /// <param name="present">True for a token, false for what only fills the row up: <c>[N, T]</c>.</param>
    /// <returns><c>[N, T, W]</c>; what stands where no token is has no meaning.</returns>
    public Tensor ForwardMasked(Tensor input, Tensor present)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(present);
        CheckInput(input);
        return Attend(input, present.unsqueeze(1).unsqueeze(1));
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Attend(input, null);

    private Tensor Attend(Tensor input, Tensor? present)
    {
        (long count, long tokens, long share) = (input.size(0), input.size(1), _width / _heads);
        // [3, N, heads, T, d]
        Tensor all = _input.Forward(input).reshape(count, tokens, 3, _heads, share).permute(2, 0, 3, 1, 4);
        Tensor queries = all.select(0, 0) * (1 / Math.Sqrt(share));
        Tensor scores = queries.matmul(all.select(0, 1).transpose(-2, -1));
        Tensor weights = (
            present is null ? scores : torch.where(present, scores, torch.full([], Never, scores.dtype, scores.device)))
            .softmax(-1);
        Tensor mixed = weights.matmul(all.select(0, 2));
        return _output.Forward(mixed.transpose(1, 2).reshape(count, tokens, _width));
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Name, Tensor Value)> StateDict() =>
    [
        .. _input.StateDict().Select(tensor => ($"in_proj_{tensor.Name}", tensor.Value)),
        .. StateDict("out_proj", _output),
    ];

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Attend(graph, input, null);
    }

    /// <summary>Writes <see cref="ForwardMasked"/> into a graph.</summary>
    internal GraphValue Attend(ExportGraph graph, GraphValue input, GraphValue? present) => graph.Within(this, () =>
    {
        long share = _width / _heads;
        IReadOnlyList<GraphValue> all = graph.Parts(_input.Write(graph, input), 2, 3);
        GraphValue queries = graph.Multiply(Heads(graph, all[0], share, 0, 2, 1, 3), 1 / Math.Sqrt(share));
        GraphValue scores = graph.Product(queries, Heads(graph, all[1], share, 0, 2, 3, 1));
        if (present is { } mask)
        {
            scores = graph.Node(
                "Where", [graph.Node("Unsqueeze", [mask, graph.Integers(1, 2)]), scores, graph.Constant(Never)]);
        }
        GraphValue mixed = graph.Product(graph.Softmax(scores), Heads(graph, all[2], share, 0, 2, 1, 3));
        return _output.Write(graph, graph.Reshape(graph.Transpose(mixed, 0, 2, 1, 3), 0, 0, _width));
    });

    private GraphValue Heads(ExportGraph graph, GraphValue value, long share, params long[] places)
        => graph.Transpose(graph.Reshape(value, 0, 0, _heads, share), places);
}
