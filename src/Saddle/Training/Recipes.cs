using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;

namespace Saddle.Training;

/// <summary>The recipes that come with Saddle: one readable table.</summary>
public static class Recipes
{
    /// <summary>The default: DCGAN at 32x32 on Fashion-MNIST.</summary>
    public static Recipe Dcgan { get; } = new()
    {
        Name = "dcgan",
        Data = new FashionMnist(),
        Network = new Dcgan(size: 32),
        Batch = 64,
        Images = 150_000,
        AverageHalfLifeImages = 5_000,
        SampleEveryImages = 5_000,
        CheckpointEveryImages = 20_000,
    };

    /// <summary>Every recipe with what it is and where it comes from, in the order in which they are listed.</summary>
    public static IReadOnlyList<(Recipe Recipe, string Summary, string Source)> All { get; } =
    [
        (Dcgan, "garments at 32x32; the default", "arXiv:1511.06434; batch 64 instead of 128"),
        (Dcgan with { Name = "lsgan", Objective = new LeastSquares(0, 1, 1) }, "the same networks with the least-squares objective", "arXiv:1611.04076"),
        (Dcgan with { Name = "dcgan-64", Network = new Dcgan(size: 64) }, "the paper's 64x64 networks at half width", "arXiv:1511.06434"),
        Points(new Ring(), "eight Gaussians on a circle"),
        Points(new Grid(), "25 Gaussians on a square grid"),
        Points(new SwissRoll(), "a rolled-up line"),
        Points(new Moons(), "two half circles that reach into each other"),
        Points(new Spiral(), "two arms that wind about the origin"),
    ];

    /// <summary>The recipe of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the nearest name and all known ones are told.</exception>
    public static Recipe Find(string name)
        => All.FirstOrDefault(entry => entry.Recipe.Name == name).Recipe
            ?? throw new ArgumentException(Names.Unknown("recipe", name, [.. All.Select(entry => entry.Recipe.Name)]));

    private static (Recipe, string, string) Points(DataSource data, string summary) => (
        new Recipe
        {
            Name = data.Name,
            Data = data,
            Network = new Mlp(),
            GeneratorOptimizer = new AdamChoice(1e-3),
            DiscriminatorOptimizer = new AdamChoice(1e-3),
            Batch = 256,
            Images = 2_560_000,
            AverageHalfLifeImages = 50_000,
            LogEverySteps = 50,
            SampleEveryImages = 128_000,
            SampleCount = 2_000,
            CheckpointEveryImages = 512_000,
        },
        "2-D points: " + summary,
        data.About.Source);
}
