using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Training;

namespace Saddle.Tests.Support;

/// <summary>Recipes that train within milliseconds.</summary>
internal static class Tiny
{
    internal const int Batch = 8;

    /// <summary>A small multilayer pair on the ring.</summary>
    internal static Recipe Points(int steps) => Recipes.Find("ring").WithLearner<Adversarial>(game => game with
    {
        Network = new Mlp { Latent = 2, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 2 },
    }) with
    {
        Batch = Batch,
        Images = steps * Batch,
        LogEverySteps = 1,
        SampleCount = 12,
        SampleEveryImages = 2 * Batch,
        CheckpointEveryImages = 1000 * Batch,
        Threads = 1,
    };

    /// <summary>A small DCGAN on images that are written into a folder.</summary>
    internal static Recipe Images(int steps, string folder)
    {
        string path = Path.Combine(folder, "images");
        File.WriteAllBytes(path, IdxBytes.Images(20, 14));
        return Points(steps).WithLearner<Adversarial>(game => game with
        {
            Network = new Dcgan { Size = 16, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 },
            GeneratorOptimizer = new AdamChoice(),
        }) with { Data = path, SampleCount = 4 };
    }

    internal static Run Train(Recipe recipe, string folder, Action<StepReport>? progress = null)
        => Trainer.Train(recipe, folder, progress);

    internal static Run Resume(
        string folder, long? images = null, Action<StepReport>? progress = null, Action<string>? warn = null)
        => Trainer.Resume(folder, images, progress, warn);
}
