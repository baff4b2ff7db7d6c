using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Batch normalisation (arXiv:1502.03167): each channel to mean 0 and variance 1 over the batch, then a trained gain and shift.
/// In evaluation it uses running statistics instead of the batch's. Gain and shift may depend on a condition
/// (arXiv:1610.07629; arXiv:1802.05637, section 4): to each is added a linear function of the condition, 0 at first.
/// </summary>
public abstract class BatchNorm : Layer
{
    private readonly double _epsilon;
    private readonly double _momentum;
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private (Parameter Gain, Parameter Shift)? _conditional;

    /// <summary>Creates the layer.</summary>
    /// <param name="channels">C.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">The share of a batch in the running statistics.</param>
    protected BatchNorm(long channels, double epsilon, double momentum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        (Channels, _epsilon, _momentum) = (channels, epsilon, momentum);
        _weight = AddParameter("weight", torch.ones([channels]));
        _bias = AddParameter("bias", torch.zeros([channels]));
        AddBuffer("running_mean", torch.zeros([channels]));
        AddBuffer("running_var", torch.ones([channels]));
    }

    /// <inheritdoc/>
    public override string Description => $"{GetType().Name} {Channels}";

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <summary>C.</summary>
    protected long Channels { get; }

    /// <summary>How many dimensions its input has.</summary>
    protected abstract int Dimensions { get; }

    internal Parameter Weight => _weight;

    internal Parameter Bias => _bias;

    /// <summary>Lets the gains and shifts of every batch normalisation of a network depend on a condition.</summary>
    /// <param name="network">The network.</param>
    /// <param name="size">E, the numbers of an encoded condition.</param>
    /// <returns>How many there are.</returns>
    internal static int ConditionAll(Module network, long size)
    {
        List<BatchNorm> layers = [.. network.Modules().OfType<BatchNorm>()];
        layers.ForEach(layer => layer._conditional = (
            layer.AddParameter("conditional_weight", torch.zeros([size, layer.Channels])),
            layer.AddParameter("conditional_bias", torch.zeros([size, layer.Channels]))));
        return layers.Count;
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input, Tensor? condition)
    {
        if (_conditional is not { } conditional || condition is null)
        {
            return ForwardCore(input);
        }
        CheckBatch(input);
        Tensor normalized = torch.batch_norm(
            input, null, null, Buffer("running_mean"), Buffer("running_var"), Training, _momentum, _epsilon);
        long[] shape = [condition.size(0), Channels, .. Enumerable.Repeat(1L, input.dim() - 2)];
        Tensor gain = (condition.matmul(conditional.Gain.Value) + _weight.Value).view(shape);
        return normalized * gain + (condition.matmul(conditional.Shift.Value) + _bias.Value).view(shape);
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        CheckBatch(input);
        return torch.batch_norm(
            input, _weight.Value, _bias.Value, Buffer("running_mean"), Buffer("running_var"), Training, _momentum, _epsilon);
    }

    private void CheckBatch(Tensor input)
    {
        if (Training && input.numel() == input.size(1))
        {
            throw new ArgumentException(
                $"{GetType().Name} needs more than one value a channel to train, but received {Tensor.ShapeText(input.shape)}; "
                + "use a larger batch.");
        }
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Name, Tensor Value)> StateDict()
        => OwnStateDict()
            // Of a linear layer PyTorch keeps the transpose.
            .Select(tensor => tensor.Name switch
            {
                "conditional_weight" => ("gain.weight", tensor.Value.t()),
                "conditional_bias" => ("shift.weight", tensor.Value.t()),
                _ => tensor,
            })
            // PyTorch counts batches, and asks for the count; with a fixed momentum it uses none.
            .Append(("num_batches_tracked", torch.zeros([], ScalarType.Int64)));

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // In use it only scales and shifts, by what it has seen in training.
        Tensor scale = (Buffer("running_var") + _epsilon).sqrt().reciprocal(), shift = -Buffer("running_mean") * scale;
        if (_conditional is not { } conditional || condition is not { } told)
        {
            return graph.Affine(input, scale * _weight.Value, shift * _weight.Value + _bias.Value, Dimensions);
        }
        GraphValue normalized = graph.Affine(input, scale, shift, Dimensions);
        long[] shape = [0, Channels, .. Enumerable.Repeat(1L, Dimensions - 2)];
        GraphValue gain = graph.Add(
            graph.Product(told, graph.Constant(conditional.Gain.Value, "gain")), graph.Constant(_weight.Value, "weight"));
        GraphValue moved = graph.Add(
            graph.Product(told, graph.Constant(conditional.Shift.Value, "shift")), graph.Constant(_bias.Value, "bias"));
        return graph.Add(graph.Multiply(normalized, graph.Reshape(gain, shape)), graph.Reshape(moved, shape));
    }
}
