using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Puts what some layers make of images behind the images' own channels, so that details need not go through the layers: the skip
/// connection of U-Net (arXiv:1505.04597). <c>[N, C, H, W]</c> to <c>[N, C + D, H, W]</c>.
/// </summary>
public sealed class Skip : Layer
{
    private readonly Layer _main;

    /// <summary>Creates the connection.</summary>
    /// <param name="main">The long way, <c>[N, C, H, W]</c> to <c>[N, D, H, W]</c>.</param>
    public Skip(Layer main) => _main = AddChild("main", main);

    /// <inheritdoc/>
    public override string Description => "Skip";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => ForwardCore(input, null);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input, Tensor? condition)
    {
        Tensor main = _main.Forward(input, condition);
        if (main.dim() != 4 || input.dim() != 4 || main.size(2) != input.size(2) || main.size(3) != input.size(3))
        {
            throw new ArgumentException(
                $"Skip joins images of the same size, but received {Tensor.ShapeText(input.shape)} and its layers made "
                + $"{Tensor.ShapeText(main.shape)}.");
        }
        return torch.cat([input, main], 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Join(1, input, _main.Write(graph, input, condition));
    }
}
