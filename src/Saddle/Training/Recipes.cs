using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>
/// The recipes that come with Saddle: one readable table. All but the points learn from Fashion-MNIST unless told otherwise, and
/// those whose name ends in <c>-small</c> are their paper's at a size that a processor of two cores trains within 20 minutes.
/// </summary>
public static class Recipes
{
    private const string ForFiveMinutes = "batch 64 instead of 128 and 32x32 instead of 64x64: five minutes on two cores";

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

    /// <summary>The Wasserstein GAN with clipped weights.</summary>
    public static Recipe Wgan { get; } = Dcgan with
    {
        Name = "wgan",
        Objective = new Wasserstein(),
        Constraints = [new WeightClipping(0.01)],
        GeneratorOptimizer = new RmsPropChoice(5e-5),
        DiscriminatorOptimizer = new RmsPropChoice(5e-5),
        DiscriminatorSteps = 5,
    };

    /// <summary>The Wasserstein GAN with a gradient penalty, at a processor's size.</summary>
    public static Recipe WganGpSmall { get; } = Dcgan with
    {
        Name = "wgan-gp-small",
        Network = new Dcgan(size: 32, generatorWidth: 32, discriminatorWidth: 32, discriminatorNormalization: "none"),
        Objective = new Wasserstein(),
        Penalties = [new GradientPenalty(10)],
        GeneratorOptimizer = new AdamChoice(2e-4, 0, 0.9),
        DiscriminatorOptimizer = new AdamChoice(2e-4, 0, 0.9),
        DiscriminatorSteps = 3,
        Images = 300_000,
        Schedule = "linear",
    };

    /// <summary>Spectral normalisation with the hinge objective, at a processor's size.</summary>
    public static Recipe SnganSmall { get; } = Dcgan with
    {
        Name = "sngan-small",
        Network = new Dcgan(size: 32, latent: 128, discriminatorNormalization: "none"),
        Objective = new Hinge(),
        Constraints = [new SpectralNormalization()],
        GeneratorOptimizer = new AdamChoice(2e-4, 0, 0.9),
        DiscriminatorOptimizer = new AdamChoice(2e-4, 0, 0.9),
        Images = 300_000,
        Schedule = "linear",
    };

    /// <summary>Every recipe, in the order in which they are listed.</summary>
    public static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(Dcgan, "garments at 32x32; the default", "arXiv:1511.06434", ForFiveMinutes),
        new(Dcgan with { Name = "dcgan-64", Network = new Dcgan(size: 64) }, "the paper's own size", "arXiv:1511.06434", "half the paper's width, batch 64 instead of 128"),
        new(Dcgan with { Name = "lsgan", Objective = new LeastSquares(0, 1, 1) }, "DCGAN's networks with the least-squares objective", "arXiv:1611.04076", ForFiveMinutes),
        new(Wgan, "the Wasserstein distance, by a critic whose weights are clipped", "arXiv:1701.07875, algorithm 1", "32x32 instead of 64x64"),
        new(WganGpSmall, "the Wasserstein distance, by a critic whose slope is held at 1", "arXiv:1704.00028, algorithm 1", "half of DCGAN's width instead of residual blocks, and 3 critic updates instead of 5: a quarter of an hour on two cores"),
        new(SnganSmall, "the hinge objective with a spectrally normalised discriminator", "arXiv:1802.05957, table 3", "DCGAN's networks for table 3's, and 1 discriminator update instead of 5: ten minutes on two cores"),
        .. Objective.All.Entries.Where(entry => entry.Name.StartsWith("f-", StringComparison.Ordinal)).Select(FDivergence),
        Points(new Ring(), "eight Gaussians on a circle"),
        Points(new Grid(), "25 Gaussians on a square grid"),
        Points(new SwissRoll(), "a rolled-up line"),
        Points(new Moons(), "two half circles that reach into each other"),
        Points(new Spiral(), "two arms that wind about the origin"),
    ];

    /// <summary>The recipe of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the nearest name and all known ones are told.</exception>
    public static Recipe Find(string name) => Entry(name).Recipe;

    /// <summary>The line of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the nearest name and all known ones are told.</exception>
    public static RecipeEntry Entry(string name)
        => All.FirstOrDefault(entry => entry.Recipe.Name == name)
            ?? throw new ArgumentException(Names.Unknown("recipe", name, [.. All.Select(entry => entry.Recipe.Name)]));

    // DCGAN's networks with an objective of the f-GAN family.
    private static RecipeEntry FDivergence(Entry<Objective> entry) => new(
        Dcgan with { Name = entry.Name, Objective = entry.Create(SettingValues.Resolve(entry.Settings, [], [])) },
        "f-GAN: " + entry.Summary, entry.Source, ForFiveMinutes);

    private static RecipeEntry Points(DataSource data, string summary) => new(
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
