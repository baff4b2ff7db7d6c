using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// Lays square patches out as a square image: token k of T = G G, with the C P P values of a patch, becomes the patch in row k /
/// G and column k mod G: <c>[N, G G, C P P]</c> to <c>[N, C, G P, G P]</c>.
/// </summary>
public sealed class Unpatch : Layer
{
    private readonly long _grid;
    private readonly long _channels;
    private readonly long _patch;

    /// <summary>Creates the layer.</summary>
    /// <param name="grid">G, the patches on each side.</param>
    /// <param name="channels">C.</param>
    /// <param name="patch">P, the side of a patch in pixels.</param>
    public Unpatch(long grid, long channels, long patch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(grid);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patch);
        (_grid, _channels, _patch) = (grid, channels, patch);
    }

    /// <inheritdoc/>
    public override string Description => $"Unpatch {_grid}x{_grid} of {_patch}x{_patch}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input)
    {
        long tokens = _grid * _grid, values = _channels * _patch * _patch;
        if (input.dim() != 3 || input.size(1) != tokens || input.size(2) != values)
        {
            throw new ArgumentException(
                $"Unpatch expects [N, {tokens}, {values}], but received {Tensor.ShapeText(input.shape)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
        => input.reshape(-1, _grid, _grid, _channels, _patch, _patch).permute(0, 3, 1, 4, 2, 5)
            .reshape(-1, _channels, _grid * _patch, _grid * _patch);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue pixels = graph.Transpose(graph.Reshape(input, 0, _grid, _grid, _channels, _patch, _patch), 0, 3, 1, 4, 2, 5);
        return graph.Reshape(pixels, 0, _channels, _grid * _patch, _grid * _patch);
    }
}
