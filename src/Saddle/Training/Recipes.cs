using Saddle.Components;
using Saddle.Conditions;
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
        Evaluate = new EvaluationPlan(everyImages: 50_000),
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

    /// <summary>The Wasserstein GAN with a gradient penalty.</summary>
    public static Recipe WganGp { get; } = Dcgan with
    {
        Name = "wgan-gp",
        Network = new ResNet(pooling: "mean"),
        Objective = new Wasserstein(),
        Penalties = [new GradientPenalty(10)],
        GeneratorOptimizer = new AdamChoice(2e-4, 0, 0.9),
        DiscriminatorOptimizer = new AdamChoice(2e-4, 0, 0.9),
        DiscriminatorSteps = 5,
        Images = 12_800_000,
        Schedule = "linear",
    };

    /// <summary>Spectral normalisation with the hinge objective.</summary>
    public static Recipe Sngan { get; } = WganGp with
    {
        Name = "sngan",
        Network = new ResNet(generatorWidth: 256),
        Objective = new Hinge(),
        Penalties = [],
        Constraints = [new SpectralNormalization()],
        Images = 6_400_000,
    };

    /// <summary>Self-attention, spectral normalisation in both networks, two learning rates.</summary>
    public static Recipe Sagan { get; } = Sngan with
    {
        Name = "sagan",
        Network = new ResNet(size: 128, generatorWidth: 64, discriminatorWidth: 64, attention: 32, generatorSpectralNorm: true),
        GeneratorOptimizer = new AdamChoice(1e-4, 0, 0.9),
        DiscriminatorOptimizer = new AdamChoice(4e-4, 0, 0.9),
        DiscriminatorSteps = 1,
        Schedule = "constant",
    };

    /// <summary>Relativistic pairs with both gradient penalties, and networks without normalisation.</summary>
    public static Recipe R3Gan { get; } = Dcgan with
    {
        Name = "r3gan",
        Network = new R3Gan(generatorWidth: 768, discriminatorWidth: 768, maximumWidth: 768, blocks: 2),
        Objective = new Relativistic(),
        Penalties = [new R1(0.05), new R2(0.05)],
        GeneratorOptimizer = new AdamChoice(2e-4, 0, 0.99),
        DiscriminatorOptimizer = new AdamChoice(2e-4, 0, 0.99),
        Batch = 512,
        Images = 200_000_000,
        AverageHalfLifeImages = 500_000,
        Schedule = "cosine",
        SampleEveryImages = 100_000,
        CheckpointEveryImages = 500_000,
    };

    /// <summary>Least squares at 112x112.</summary>
    public static Recipe LsganVgg { get; } = Dcgan with
    {
        Name = "lsgan-vgg",
        Network = new LsganVgg(),
        Objective = new LeastSquares(0, 1, 1),
        Images = 3_000_000,
    };

    /// <summary>A generator and a discriminator of attention blocks.</summary>
    public static Recipe Transformer { get; } = Dcgan with
    {
        Name = "transformer",
        Network = new Transformer(),
        Objective = new Hinge(),
        Penalties = [new R1(0.1, interval: 8)],
        GeneratorOptimizer = new AdamChoice(5e-4, 0, 0.99),
        DiscriminatorOptimizer = new AdamChoice(5e-4, 0, 0.99),
        Images = 200_000,
        Schedule = "linear",
    };

    /// <summary>Captioned shapes, with a discriminator that refuses wrong captions.</summary>
    public static Recipe Text2Image { get; } = Dcgan with
    {
        Name = "text2image",
        Data = new Shapes(),
        Evaluate = new EvaluationPlan(),
        Network = new Dcgan(latent: 64, generatorWidth: 32, discriminatorWidth: 32, discriminatorNormalization: "none"),
        // What lets it draw combinations that it never saw: see docs/recipes.md.
        Conditioning = new Text("sum", near: 0.8, crossed: 0.5, diversity: 10),
        Objective = new Hinge(),
        Constraints = [new SpectralNormalization()],
        GeneratorOptimizer = new AdamChoice(5e-4, 0, 0.99),
        DiscriminatorOptimizer = new AdamChoice(5e-4, 0, 0.99),
        Batch = 32,
        Images = 256_000,
        Schedule = "linear",
    };

    /// <summary>The next frame of a film.</summary>
    public static Recipe NextFrame { get; } = Dcgan with
    {
        Name = "next-frame",
        Data = new Fork(),
        Evaluate = new EvaluationPlan(),
        Network = FilmNetwork(32),
        Conditioning = new PictureConditioning(l1: 0, l2: 20, draws: 2),
        Penalties = [new R1(0.002, interval: 4)],
        GeneratorOptimizer = new AdamChoice(5e-4, 0, 0.99),
        DiscriminatorOptimizer = new AdamChoice(1e-3, 0, 0.99),
        Schedule = "linear",
        Batch = 16,
        Images = 60_000,
        AverageHalfLifeImages = 2_000,
    };

    /// <summary>A small pair for films: halved down to 4x4, with a latent that decides what the past leaves open.</summary>
    internal static Pix2Pix FilmNetwork(int size) => new(
        size, latent: 4, generatorWidth: 16, discriminatorWidth: 16, depth: int.Log2(size) - 2, dropout: 0,
        discriminatorNormalization: "none", patch: size < 32 ? 34 : 70);

    /// <summary>Every recipe, in the order in which they are listed.</summary>
    public static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(Dcgan, "garments at 32x32; the default", "arXiv:1511.06434", ForFiveMinutes),
        new(Dcgan with { Name = "dcgan-64", Network = new Dcgan(size: 64) }, "DCGAN at its paper's size", "arXiv:1511.06434",
            "half the paper's width and batch 64 instead of 128: half an hour on two cores"),
        new(Dcgan with { Name = "dcgan-upsample", Network = new UpsampleDcgan() }, "garments by repeated pixels and 3x3 convolutions",
            "doi:10.23915/distill.00003", "PyTorch-GAN's dcgan networks, with an epsilon of 1e-5 instead of 0.8"),
        new(Dcgan with { Name = "lsgan", Objective = new LeastSquares(0, 1, 1) }, "DCGAN's networks with the least-squares objective",
            "arXiv:1611.04076", ForFiveMinutes),
        new(LsganVgg, "least squares at 112x112", "arXiv:1611.04076, figure 3"),
        new(LsganVgg with { Name = "lsgan-vgg-small", Network = new LsganVgg(28, latent: 128, generatorWidth: 32, discriminatorWidth: 32), Images = 150_000 },
            "the same shrunk to 28x28", "arXiv:1611.04076, figure 3", "28x28 instead of 112x112, half the width, latent 128 instead of 1024: five minutes on two cores"),
        new(Dcgan with { Name = "lucic", Network = new Lucic(), Images = 1_200_000 }, "the networks of a large comparison of objectives", "arXiv:1711.10337, section 5"),
        new(Wgan, "the Wasserstein distance, by a critic with clipped weights", "arXiv:1701.07875, algorithm 1",
            "32x32 instead of 64x64, and 2,344 generator updates: forty minutes on two cores"),
        new(WganGp, "the Wasserstein distance, by a critic whose slope is held at 1", "arXiv:1704.00028, algorithm 1 and appendix F"),
        new(WganGp with
            {
                Name = "wgan-gp-small",
                Network = new Dcgan(generatorWidth: 32, discriminatorWidth: 32, discriminatorNormalization: "none"),
                DiscriminatorSteps = 3,
                Images = 200_000,
            },
            "the same with small networks", "arXiv:1704.00028, algorithm 1",
            "DCGAN's networks at half width for residual blocks, and 3 critic updates instead of 5: a quarter of an hour on two cores"),
        new(Sngan, "hinge losses and a spectrally normalised discriminator", "arXiv:1802.05957, tables 3 and 4"),
        new(Sngan with
            {
                Name = "sngan-small",
                Network = new Dcgan(latent: 128, discriminatorNormalization: "none"),
                DiscriminatorSteps = 1,
                Images = 150_000,
            },
            "the same with small networks", "arXiv:1802.05957, table 3",
            "DCGAN's networks for residual blocks, and 1 discriminator update instead of 5: ten minutes on two cores"),
        new(Sagan, "self-attention in both networks", "arXiv:1805.08318", "batch 64 instead of 256, and no classes"),
        new(Sagan with
            {
                Name = "sagan-small",
                Network = new ResNet(generatorWidth: 32, discriminatorWidth: 32, attention: 16, generatorSpectralNorm: true),
                Images = 150_000,
            },
            "the same with small networks", "arXiv:1805.08318", "32x32 instead of 128x128, a width of 32, attention at 16x16, no classes: ten minutes on two cores"),
        new(R3Gan, "pairs of real and fake, both gradient penalties, no normalisation", "arXiv:2501.05441",
            "the penalties' weight and beta2 stay what they are after the paper's burn-in; the learning rate falls to 0"),
        new(R3Gan with
            {
                Name = "r3gan-small",
                Network = new R3Gan(generatorWidth: 32, discriminatorWidth: 16, maximumWidth: 256),
                Penalties = [new R1(0.5, interval: 8), new R2(0.5, interval: 8)],
                GeneratorOptimizer = new AdamChoice(5e-4, 0, 0.99),
                DiscriminatorOptimizer = new AdamChoice(5e-4, 0, 0.99),
                Batch = 64,
                Images = 150_000,
                AverageHalfLifeImages = 5_000,
                SampleEveryImages = 5_000,
                CheckpointEveryImages = 20_000,
            },
            "the same with small networks", "arXiv:2501.05441",
            "widths of 16 to 256 instead of 768, one block a stage instead of two, batch 64 instead of 512, the penalties at every eighth update: 20 minutes on two cores"),
        new(Transformer, "attention blocks over patches in both networks", "arXiv:2102.07074; arXiv:2107.04589",
            "64 features a token and 4 blocks, hinge losses with R1 at every eighth update: 20 minutes on two cores"),
        .. ClassRecipes.All,
        new(Text2Image, "pictures of what a caption says", "arXiv:1605.05396, algorithm 1",
            "captions are read by networks that are trained along, instead of given features; small networks and drawn shapes, wrong captions that are nearly right: 17 minutes of one core"),
        .. PictureRecipes.All,
        new(NextFrame, "past frames to the next one: a sprite that turns left or right", "arXiv:1511.05440; arXiv:1803.10892, section 3.3",
            "a narrow U-Net for their networks, 32x32: four minutes on one core"),
        .. Objective.All.Entries.Where(entry => entry.Name.StartsWith("f-", StringComparison.Ordinal)).Select(FDivergence),
        .. OtherRecipes.All,
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

    /// <summary>A multilayer pair on points of the plane.</summary>
    internal static Recipe PointsOf(DataSource data) => new()
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
        // As many samples as modes are counted with (arXiv:1712.04086, section 4.1).
        Evaluate = new EvaluationPlan(everyImages: 512_000, metrics: data is Ring or Grid ? "modes,sliced-wasserstein" : "sliced-wasserstein",
            count: 2_500, features: "pixels", best: ""),
    };

    private static RecipeEntry Points(DataSource data, string summary) => new(PointsOf(data), "2-D points: " + summary, data.About.Source);
}
