using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>How many threads pay in a training step.</summary>
internal static class StepThreads
{
    // Of a batch's way through the generator. To share a product out takes as long as one of a few million operations.
    private const double FewOperations = 1e8;

    /// <summary>The number of threads for a generator's training: one where its products are so small that several only wait for each other.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="batch">How many samples a step takes.</param>
    /// <param name="allowed">The most.</param>
    internal static int For(Module generator, int batch, int allowed)
    {
        List<WeightedLayer> layers = [.. generator.Modules().OfType<WeightedLayer>()];
        // A convolution meets its weights at every pixel.
        bool isSmall = layers.TrueForAll(layer => layer is Linear) && 2.0 * batch * layers.Sum(layer => layer.RawWeight.Value.numel()) < FewOperations;
        return isSmall ? 1 : allowed;
    }
}
