using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Layer normalisation (arXiv:1607.06450): the features of each sample or token to mean 0 and variance 1, then a trained gain and
/// shift: <c>[N, ..., F]</c> to the same shape. Unlike batch normalisation it knows nothing of the other samples.
/// </summary>
public sealed class LayerNorm : Layer
{
    private readonly long _features;
    private readonly double _epsilon;
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Creates the layer with gain 1 and shift 0.</summary>
    /// <param name="features">F.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LayerNorm(long features, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        (_features, _epsilon) = (features, epsilon);
        _weight = AddParameter("weight", torch.ones([features]));
        _bias = AddParameter("bias", torch.zeros([features]));
    }

    /// <inheritdoc/>
    public override string Description => $"LayerNorm {_features}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() < 2 || input.size(-1) != _features)
        {
            throw new ArgumentException(
                $"LayerNorm expects [N, ..., {_features}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
        => torch.layer_norm(input, [_features], _weight.Value, _bias.Value, _epsilon);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node(
            "LayerNormalization", [input, graph.Constant(_weight.Value, "weight"), graph.Constant(_bias.Value, "bias")],
            ("axis", -1L), ("epsilon", _epsilon));
    }
}
