using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Gated recurrent units (arXiv:1406.1078, with PyTorch's reset gate after the product): <c>[N, T, I]</c> to the states after
/// each token, <c>[N, T, H]</c>. From the state h, at first 0, and the token x: r = sigmoid(W_r x + b_r + U_r h + c_r), z =
/// sigmoid(W_z x + b_z + U_z h + c_z), n = tanh(W_n x + b_n + r (U_n h + c_n)), and the next state is (1 - z) n + z h.
/// </summary>
public sealed class Gru : Layer
{
    private const int Gates = 3;

    // PyTorch's names of the parameters below.
    private static readonly string[] s_names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"];

    private readonly long _inputs;
    private readonly long _features;
    private readonly Parameter[] _parameters;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the features of a token.</param>
    /// <param name="features">H, the features of the state.</param>
    public Gru(long inputs, long features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        (_inputs, _features) = (inputs, features);
        // Each holds the gates r, z and n one below the other.
        _parameters =
        [
            AddParameter("input_weight", Uniform(Gates * features, inputs)),
            AddParameter("state_weight", Uniform(Gates * features, features)),
            AddParameter("input_bias", Uniform(Gates * features)),
            AddParameter("state_bias", Uniform(Gates * features)),
        ];
    }

    /// <inheritdoc/>
    public override string Description => $"Gru {_inputs} to {_features}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() != 3 || input.size(2) != _inputs)
        {
            throw new ArgumentException($"Gru expects [N, T, {_inputs}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor start = torch.zeros([1, input.size(0), _features], input.dtype, input.device);
        return torch.gru(input, start, Array.ConvertAll(_parameters, parameter => parameter.Value));
    }

    private Tensor Uniform(params long[] shape)
    {
        double bound = 1 / Math.Sqrt(_features);
        return torch.empty(shape).uniform_(-bound, bound);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // ONNX has the gates in the order z, r, n, and time before the batch.
        GraphValue[] weights =
            [.. _parameters.Take(2).Select(parameter => graph.Constant(Gated(parameter.Value).unsqueeze(0), parameter.Name))];
        Tensor bias = torch.cat([Gated(_parameters[2].Value), Gated(_parameters[3].Value)], 0).unsqueeze(0);
        GraphValue states = graph.Results(
            "GRU", 2, [graph.Transpose(input, 1, 0, 2), weights[0], weights[1], graph.Constant(bias, "bias")],
            ("hidden_size", _features), ("linear_before_reset", 1L))[0];
        return graph.Transpose(graph.Node("Squeeze", [states, graph.Integers(1)]), 1, 0, 2);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Name, Tensor Value)> StateDict()
        => s_names.Zip(_parameters, (name, parameter) => (name, parameter.Value));

    private Tensor Gated(Tensor gates) => torch.cat(
        [gates.narrow(0, _features, _features), gates.narrow(0, 0, _features), gates.narrow(0, 2 * _features, _features)], 0);
}
