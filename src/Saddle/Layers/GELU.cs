using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>x P(X &lt; x) of a standard normal X: a smooth ReLU (arXiv:1606.08415).</summary>
public sealed class GELU : Layer
{
    /// <inheritdoc/>
    public override string Description => "GELU";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.gelu();
}
