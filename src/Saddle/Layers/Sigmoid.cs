using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>1 / (1 + exp(-x)), into (0, 1).</summary>
public sealed class Sigmoid : Layer
{
    /// <inheritdoc/>
    public override string Description => "Sigmoid";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.sigmoid();
}
