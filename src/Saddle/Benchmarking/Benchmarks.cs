using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Training;

namespace Saddle.Benchmarking;

/// <summary>The cases whose speed is measured. All train, draw or compare random samples in memory.</summary>
public static class Benchmarks
{
    private const int EvaluatedSamples = 10_000;

    private static readonly SampleShape s_garment = new(1, 32, 32);
    private static readonly SampleShape s_colour64 = new(3, 64, 64);

    /// <summary>Every case, in the order in which they are listed.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new TrainingBenchmark("dcgan-64", "DCGAN 64x64, colour, batch 64", 5, Recipes.Find("dcgan-64"), s_colour64),
        new TrainingBenchmark(
            "dcgan-64-128", "the same, batch 128", 3, Recipes.Find("dcgan-64") with { Batch = 128 }, s_colour64),
        new TrainingBenchmark("dcgan-32", "DCGAN 32x32, grey, batch 64", 20, Recipes.Dcgan, s_garment),
        new TrainingBenchmark(
            "dcgan-upsample", "PyTorch-GAN's dcgan networks 32x32, grey, batch 64", 20,
            Recipes.Adapted(Recipes.Dcgan, "dcgan-upsample", game => game with { Network = new UpsampleDcgan { Epsilon = 0.8 } }),
            s_garment),
        new TrainingBenchmark(
            "lsgan-vgg", "LSGAN-VGG 112x112, colour, batch 16", 3, Recipes.LsganVgg with { Batch = 16 },
            new SampleShape(3, 112, 112)),
        new TrainingBenchmark(
            "wgan-gp", "WGAN-GP ResNet 32x32, colour, batch 64, one critic update a step", 3,
            Recipes.Adapted(
                Recipes.WganGp, "wgan-gp",
                game => game with { DiscriminatorSteps = 1, Schedule = LearningRateSchedule.Constant }),
            new SampleShape(3, 32, 32)),
        new TrainingBenchmark(
            "points", "MLP 2-128-128-128 on 2-D points, batch 256", 200, Recipes.Find("ring"), new SampleShape(2)),
        new SamplingBenchmark(
            "sampling", "10,000 images from dcgan-32's generator", 3, new Dcgan(), s_garment, EvaluatedSamples),
        new EvaluationBenchmark(
            "evaluation", "10,000 samples against 10,000: pixels at 32x32, Frechet distance, precision and recall", 1, s_garment,
            EvaluatedSamples),
    ];

    /// <summary>The case of that name.</summary>
    /// <exception cref="InputException">There is none; the nearest name and all known ones are told.</exception>
    public static BenchmarkCase Find(string name)
        => All.FirstOrDefault(known => known.Name == name)
            ?? throw new InputException(Names.Unknown("benchmark case", name, [.. All.Select(known => known.Name)]));
}
