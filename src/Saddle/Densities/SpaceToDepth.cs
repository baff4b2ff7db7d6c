using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// Each 2x2 square of pixels becomes four channels of one pixel: <c>[N, C, H, W]</c> to <c>[N, 4 C, H / 2, W / 2]</c>, the
/// squeezing of arXiv:1605.08803, section 3.6. It only puts elements in another order, so its determinant is 1.
/// </summary>
public sealed class SpaceToDepth : Bijection
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return (torch.pixel_unshuffle(input, 2), torch.zeros([input.size(0)], input.dtype, input.device));
    }

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor output) => torch.pixel_shuffle(output, 2);

    /// <inheritdoc/>
    protected internal override GraphValue ExportInverse(ExportGraph graph, GraphValue output)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Node("DepthToSpace", [output], ("blocksize", 2L), ("mode", "CRD"));
    }
}
