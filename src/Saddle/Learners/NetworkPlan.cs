using Saddle.Layers;

namespace Saddle.Learners;

/// <summary>A network of a recipe, found out without training.</summary>
/// <param name="Name">What it is called: generator, discriminator, encoder...</param>
/// <param name="Layers">Its layers in the order of use.</param>
/// <param name="IsAveraged">Whether a moving average of it is kept.</param>
public sealed record NetworkPlan(string Name, IReadOnlyList<LayerSummary> Layers, bool IsAveraged = false)
{
    /// <summary>The trained elements.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>The elements that the layers make of one sample.</summary>
    public long Outputs => Layers.Sum(layer => layer.OutputShape.Aggregate(1L, (product, size) => product * size));
}
