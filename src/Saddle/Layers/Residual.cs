using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Adds what some layers make of the input to the input itself, or to what a shortcut makes of it (arXiv:1512.03385).
/// </summary>
public sealed class Residual : Layer
{
    private readonly Layer _main;
    private readonly Layer? _shortcut;

    /// <summary>Creates the block.</summary>
    /// <param name="main">The long way.</param>
    /// <param name="shortcut">The short way to the same shape; the input itself if null.</param>
    public Residual(Layer main, Layer? shortcut = null)
    {
        _main = AddChild("main", main);
        _shortcut = shortcut is null ? null : AddChild("shortcut", shortcut);
    }

    /// <summary>The long way.</summary>
    internal Layer Main => _main;

    /// <inheritdoc/>
    public override string Description => "Residual";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => ForwardCore(input, null);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input, Tensor? condition)
    {
        Tensor main = _main.Forward(input, condition);
        Tensor shortcut = _shortcut is null ? input : _shortcut.Forward(input, condition);
        if (!main.shape.SequenceEqual(shortcut.shape))
        {
            throw new ArgumentException(
                "Residual adds two ways of the same shape, but the long one makes "
                + $"{Tensor.ShapeText(main.shape)} and the short one "
                + $"{Tensor.ShapeText(shortcut.shape)}; give it a shortcut that fits.");
        }
        return main + shortcut;
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue main = _main.Write(graph, input, condition);
        return graph.Add(main, _shortcut is null ? input : _shortcut.Write(graph, input, condition));
    }
}
