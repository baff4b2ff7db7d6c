using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>The sum or the mean of each channel over all pixels: <c>[N, C, H, W]</c> to <c>[N, C]</c>.</summary>
/// <param name="mean">The mean instead of the sum.</param>
public sealed class GlobalPool2d(bool mean = false) : Layer
{
    /// <inheritdoc/>
    public override string Description => $"GlobalPool2d {(mean ? "mean" : "sum")}";

    /// <inheritdoc/>
    protected override void CheckInput(Tensor input) => RequireImages(input);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => mean ? input.mean([2, 3]) : input.sum([2, 3]);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return mean ? graph.Mean(input, 2, 3) : graph.Sum(input, 2, 3);
    }
}
