using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>max(x, 0), element by element.</summary>
public sealed class ReLU : Layer
{
    /// <inheritdoc/>
    public override string Description => "ReLU";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.relu();

    private protected override Tensor ForwardOverCore(Tensor input, Tensor? condition) => input.relu_();
}
