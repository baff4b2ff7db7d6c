using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// The multiplications and additions of a network's products with its weights. What has no such product (activations,
/// normalisation, sums) is not counted: it takes a hundredth of them.
/// </summary>
internal static class LayerOperations
{
    /// <summary>The operations of each layer with weights in one forward pass, in the order of use.</summary>
    /// <param name="pass">The forward pass.</param>
    internal static IReadOnlyList<double> Of(Action pass)
    {
        var operations = new List<double>();
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Layer.Observe(
            (layer, input, output) =>
            {
                if (layer is WeightedLayer weighted)
                {
                    operations.Add(2.0 * Products(weighted, input, output));
                }
            },
            pass);
        return operations;
    }

    private static long Products(WeightedLayer layer, Tensor input, Tensor output)
    {
        Tensor weight = layer.RawWeight.Value;
        return layer switch
        {
            // Each input element meets the kernels of all outputs.
            ConvTranspose2d => input.numel() * (weight.numel() / weight.size(0)),
            // The 3x3 kernel is widened to 4x4.
            UpsampleConv2d => input.numel() * weight.size(0) * 16,
            ConvAveragePool2d => output.numel() * weight.size(1) * 16,
            // Each output element is a product of the weights of its channel.
            _ => output.numel() * (weight.numel() / weight.size(0)),
        };
    }
}
