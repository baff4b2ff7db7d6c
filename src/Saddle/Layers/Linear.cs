using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>y = x W^T + b: <c>[N, I]</c> to <c>[N, O]</c>, and so for each token of <c>[N, T, I]</c>.</summary>
public sealed class Linear : WeightedLayer
{
    private readonly long _inputs;
    private readonly long _outputs;
    private readonly Parameter? _bias;

    /// <summary>Creates the layer with PyTorch's default initialisation.</summary>
    /// <param name="inputs">I, the features that come in.</param>
    /// <param name="outputs">O, the features that go out.</param>
    /// <param name="bias">Whether b is added.</param>
    public Linear(long inputs, long outputs, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (_inputs, _outputs) = (inputs, outputs);
        Parameter weight = AddWeight(torch.empty([outputs, inputs]));
        _bias = bias ? AddParameter("bias", torch.empty([outputs])) : null;
        Initialization.KaimingUniform(weight, _bias, fanIn: inputs);
    }

    /// <inheritdoc/>
    public override string Description => $"Linear {_inputs} to {_outputs}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        if (input.dim() < 2 || input.size(-1) != _inputs)
        {
            throw new ArgumentException($"Linear expects [N, {_inputs}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => torch.linear(input, Weight, _bias?.Value);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Linear(input, Weight, _bias?.Value);
    }
}
