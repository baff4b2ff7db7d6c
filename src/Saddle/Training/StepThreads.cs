using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>How many threads pay in a training step.</summary>
internal static class StepThreads
{
    // Of a batch's way through the generator. To share a product out takes as long as one of a few million operations.
    private const double FewOperations = 1e8;

    /// <summary>
    /// The number of threads for a generator's training: one where its products are so small that several only wait for each
    /// other.
    /// </summary>
    /// <param name="generator">The generator; nothing in it changes.</param>
    /// <param name="condition">What it is told of one sample, or null for nothing; asked for only if it matters.</param>
    /// <param name="batch">How many samples a step takes.</param>
    /// <param name="allowed">The most.</param>
    internal static int For(Generator generator, Func<Condition?> condition, int batch, int allowed)
    {
        // A convolution meets its weights at every pixel, so that its products are never the small ones.
        bool isDense = generator.Modules().OfType<WeightedLayer>().All(layer => layer is Linear);
        return isDense && batch * OperationsOf(generator, condition) < FewOperations ? 1 : allowed;
    }

    // Weights alone do not tell: a layer meets its weights once for each token.
    private static double OperationsOf(Generator generator, Func<Condition?> condition)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // Codes and dropout draw from the generator of random numbers that the training draws from.
        using var fork = new RandomFork();
        bool training = generator.Training;
        generator.Train(false);
        try
        {
            Tensor latent = torch.zeros([1, generator.LatentSize], device: generator.Device);
            return LayerOperations.Of(() => generator.Forward(latent, condition()?.To(generator.Device))).Sum();
        }
        finally
        {
            generator.Train(training);
        }
    }
}
