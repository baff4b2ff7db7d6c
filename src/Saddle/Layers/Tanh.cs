using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>tanh(x), into (-1, 1).</summary>
public sealed class Tanh : Layer
{
    /// <inheritdoc/>
    public override string Description => "Tanh";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => input.tanh();
}
