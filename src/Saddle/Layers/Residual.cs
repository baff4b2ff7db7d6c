using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>A layer around which its input passes: y = shortcut(x) + main(x) (arXiv:1512.03385, equations 1 and 2).</summary>
public sealed class Residual : Layer
{
    private readonly Layer _main;
    private readonly Layer? _shortcut;

    /// <summary>Creates the pair of ways.</summary>
    /// <param name="main">The way that learns.</param>
    /// <param name="shortcut">The other way, where the shape changes; the input itself if null.</param>
    public Residual(Layer main, Layer? shortcut = null)
    {
        _main = AddChild("main", main);
        _shortcut = shortcut is null ? null : AddChild("shortcut", shortcut);
    }

    /// <inheritdoc/>
    public override string Description => "Residual";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => (_shortcut?.Forward(input) ?? input) + _main.Forward(input);
}
