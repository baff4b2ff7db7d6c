using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// Dequantised pixels to the whole line: logit(a + (1 - 2 a) v) with v the pixel's place between black and white, 0 to 1, and a =
/// 0.05; arXiv:1605.08803, section 4.1, but the same margin at either end.
/// </summary>
public sealed class PixelLogit : Bijection
{
    private const double Margin = 0.05;

    // 256 steps of 1 / 127.5 each: what dequantised pixels fill.
    private const double Slope = 127.5 / 256;

    /// <inheritdoc/>
    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor place = (input * Slope + 0.5) * (1 - 2 * Margin) + Margin;
        (Tensor log, Tensor logRest) = (place.log(), (1 - place).log());
        double logSlope = Math.Log(Slope * (1 - 2 * Margin));
        return (log - logRest, (logSlope - log - logRest).flatten(1).sum([1]));
    }

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return ((output.sigmoid() - Margin) / (1 - 2 * Margin) - 0.5) / Slope;
    }

    /// <inheritdoc/>
    protected internal override GraphValue ExportInverse(ExportGraph graph, GraphValue output)
    {
        ArgumentNullException.ThrowIfNull(graph);
        const double Scale = 1 / ((1 - 2 * Margin) * Slope);
        return graph.Add(
            graph.Multiply(graph.Node("Sigmoid", [output]), Scale), graph.Constant(-(Margin * Scale) - (0.5 / Slope)));
    }
}
