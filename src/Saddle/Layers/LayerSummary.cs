using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>One layer of a network as it was applied.</summary>
/// <param name="Description">The layer with its settings.</param>
/// <param name="OutputShape">What it makes of one sample, without N.</param>
/// <param name="Parameters">Its own trained elements.</param>
public sealed record LayerSummary(string Description, long[] OutputShape, long Parameters)
{
    /// <summary>
    /// The layers that a piece of work applies, in their order; containers only where they have parameters of their own.
    /// </summary>
    /// <param name="work">Applies a network to a batch.</param>
    public static IReadOnlyList<LayerSummary> Of(Action work)
    {
        var layers = new List<LayerSummary>();
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Layer.Observe(
            (layer, _, output) =>
            {
                long parameters = layer.OwnParameters.Sum(parameter => parameter.Value.numel());
                if (parameters > 0 || !layer.Children.Any(child => child.Module is Layer))
                {
                    layers.Add(new LayerSummary(layer.Description, output.shape[1..].ToArray(), parameters));
                }
            },
            work);
        return layers;
    }
}
