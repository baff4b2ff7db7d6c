using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>A trained vector for each index: int64 <c>[N]</c> to <c>[N, D]</c>.</summary>
public sealed class Embedding : Layer
{
    private readonly long _count;
    private readonly long _dimensions;
    private readonly Parameter _weight;

    /// <summary>Creates the table with elements of N(0, 1).</summary>
    /// <param name="count">How many indices there are.</param>
    /// <param name="dimensions">D.</param>
    public Embedding(long count, long dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        (_count, _dimensions) = (count, dimensions);
        _weight = AddParameter("weight", torch.randn([count, dimensions]));
    }

    /// <inheritdoc/>
    public override string Description => $"Embedding {_count} to {_dimensions}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"Embedding expects int64 indices, but received {input.dtype}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => torch.embedding(_weight.Value, input);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node("Gather", [graph.Constant(_weight.Value, "weight"), input]);
    }
}
