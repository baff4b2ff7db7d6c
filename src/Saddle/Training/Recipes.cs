using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
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

    private static readonly LeastSquares s_leastSquares = new() { A = 0, B = 1, C = 1 };
    private static readonly AdamChoice s_quick = new() { LearningRate = 5e-4, Beta1 = 0, Beta2 = 0.99 };
    private static readonly AdamChoice s_steady = new() { LearningRate = 5e-4, Beta1 = 0 };
    private static readonly AdamChoice s_withoutMomentum = new() { LearningRate = 2e-4, Beta1 = 0, Beta2 = 0.9 };

    private static readonly AdamChoice s_burnIn = new() { LearningRate = 2e-4, Beta1 = 0, Beta2 = 0.9, FinalBeta2 = 0.99 };

    /// <summary>The default: DCGAN at 32x32 on Fashion-MNIST.</summary>
    public static Recipe Dcgan { get; } = new();

    /// <summary>The Wasserstein GAN with clipped weights.</summary>
    public static Recipe Wgan { get; } = Dcgan with
    {
        Name = "wgan",
        Learner = new Adversarial
        {
            Objective = new Wasserstein(),
            Constraints = [new WeightClipping { Bound = 0.01 }],
            GeneratorOptimizer = new RmsPropChoice { LearningRate = 5e-5 },
            DiscriminatorOptimizer = new RmsPropChoice { LearningRate = 5e-5 },
            DiscriminatorSteps = 5,
            // As the official code has it: 100 updates before each of the first 25 of the generator, and every 500th.
            BoostSteps = 100,
        },
    };

    /// <summary>The Wasserstein GAN with a gradient penalty.</summary>
    public static Recipe WganGp { get; } = Dcgan with
    {
        Name = "wgan-gp",
        Images = 12_800_000,
        Learner = new Adversarial
        {
            Network = new ResNet { Pooling = Pooling.Mean },
            Objective = new Wasserstein(),
            Penalties = [new GradientPenalty { Weight = 10 }],
            GeneratorOptimizer = s_withoutMomentum,
            DiscriminatorOptimizer = s_withoutMomentum,
            DiscriminatorSteps = 5,
            Schedule = LearningRateSchedule.Linear,
        },
    };

    /// <summary>Spectral normalisation with the hinge objective.</summary>
    public static Recipe Sngan { get; } = WganGp.WithLearner<Adversarial>(game => game with
    {
        Network = new ResNet { GeneratorWidth = 256 },
        Objective = new Hinge(),
        Penalties = [],
        Constraints = [new SpectralNormalization { Enabled = true }],
    }) with { Name = "sngan", Images = 6_400_000 };

    /// <summary>Self-attention, spectral normalisation in both networks, two learning rates.</summary>
    public static Recipe Sagan { get; } = Sngan.WithLearner<Adversarial>(game => game with
    {
        Network =
            new ResNet { Size = 128, GeneratorWidth = 64, DiscriminatorWidth = 64, Attention = 32, GeneratorSpectralNorm = true },
        GeneratorOptimizer = new AdamChoice { LearningRate = 1e-4, Beta1 = 0, Beta2 = 0.9 },
        DiscriminatorOptimizer = new AdamChoice { LearningRate = 4e-4, Beta1 = 0, Beta2 = 0.9 },
        DiscriminatorSteps = 1,
        Schedule = LearningRateSchedule.Constant,
    }) with { Name = "sagan" };

    /// <summary>
    /// Relativistic pairs with both gradient penalties, and networks without normalisation, as the official code's
    /// <c>train.py --preset=CIFAR10 --mirror=1 --aug=1</c> has it.
    /// </summary>
    public static Recipe R3Gan { get; } = Dcgan with
    {
        Name = "r3gan",
        Batch = 512,
        Images = 200_000_000,
        SampleEveryImages = 100_000,
        CheckpointEveryImages = 500_000,
        HorizontalFlip = true,
        Learner = new Adversarial
        {
            Network = new R3Gan { GeneratorWidth = 768, DiscriminatorWidth = 768, MaximumWidth = 768, Blocks = 2 },
            Objective = new Relativistic(),
            Penalties = [new R1 { Weight = 0.05, FinalShare = 0.1 }, new R2 { Weight = 0.05, FinalShare = 0.1 }],
            GeneratorOptimizer = s_burnIn,
            DiscriminatorOptimizer = s_burnIn,
            Augmentation = "ada-geometry,ada-colour,cutout",
            AugmentationProbability = 0.55,
            AugmentationRises = true,
            FreshFakes = true,
            AverageHalfLifeImages = 5_000_000,
            AverageWarmup = AverageWarmup.Schedule,
            Schedule = new CosineSchedule { Final = 0.25, Images = 20_000_000 },
        },
    };

    /// <summary>
    /// What <c>--data FOLDER</c> takes: DCGAN's convolutions, narrow ones, in a game of relativistic pairs with both gradient
    /// penalties at every eighth update, which many small steps can play.
    /// </summary>
    public static Recipe Photos { get; } = PhotosAt(64);

    /// <summary>Least squares at 112x112.</summary>
    public static Recipe LsganVgg { get; } = Dcgan with
    {
        Name = "lsgan-vgg",
        Images = 3_000_000,
        Learner = new Adversarial { Network = new LsganVgg(), Objective = s_leastSquares },
    };

    /// <summary>A generator and a discriminator of attention blocks.</summary>
    public static Recipe Transformer { get; } = Dcgan with
    {
        Name = "transformer",
        Images = 200_000,
        Learner = new Adversarial
        {
            Network = new Transformer(),
            Objective = new Hinge(),
            Penalties = [new R1 { Weight = 0.1, Interval = 8 }],
            GeneratorOptimizer = s_quick,
            DiscriminatorOptimizer = s_quick,
            Schedule = LearningRateSchedule.Linear,
        },
    };

    /// <summary>Captioned shapes, with a discriminator that refuses wrong captions.</summary>
    public static Recipe Text2Image { get; } = Dcgan with
    {
        Name = "text2image",
        Data = new Shapes(),
        Batch = 32,
        Images = 256_000,
        Evaluate = new EvaluationPlan(),
        Learner = new Adversarial
        {
            Network = new Dcgan
            {
                Latent = 64, GeneratorWidth = 32, DiscriminatorWidth = 32, DiscriminatorNormalization = Normalization.None,
            },
            // What lets it draw combinations that it never saw: see docs/recipes.md.
            Conditioning = new Text { Encoder = CaptionReader.Sum, Near = 0.8, Crossed = 0.5, Diversity = 10 },
            Objective = new Hinge(),
            Constraints = [new SpectralNormalization { Enabled = true }],
            GeneratorOptimizer = s_quick,
            DiscriminatorOptimizer = s_quick,
            Schedule = LearningRateSchedule.Linear,
        },
    };

    /// <summary>The next frame of a film.</summary>
    public static Recipe NextFrame { get; } = Dcgan with
    {
        Name = "next-frame",
        Data = new Fork(),
        Batch = 16,
        Images = 60_000,
        Evaluate = new EvaluationPlan(),
        Learner = new Adversarial
        {
            Network = FilmNetwork(32),
            Conditioning = new PictureConditioning { L1 = 0, L2 = 20, Draws = 2 },
            Penalties = [new R1 { Weight = 0.002, Interval = 4 }],
            GeneratorOptimizer = s_quick,
            DiscriminatorOptimizer = new AdamChoice { LearningRate = 1e-3, Beta1 = 0, Beta2 = 0.99 },
            Schedule = LearningRateSchedule.Linear,
            AverageHalfLifeImages = 2_000,
        },
    };

    /// <summary>A small pair for films: halved down to 4x4, with a latent that decides what the past leaves open.</summary>
    internal static Pix2Pix FilmNetwork(int size) => new()
    {
        Size = size,
        Latent = 4,
        GeneratorWidth = 16,
        DiscriminatorWidth = 16,
        Depth = int.Log2(size) - 2,
        Dropout = 0,
        DiscriminatorNormalization = Normalization.None,
        Patch = size < 32 ? 34 : 70,
    };

    /// <summary>Every recipe, in the order in which they are listed.</summary>
    public static IReadOnlyList<RecipeEntry> All => s_all.All;

    private static readonly Registry<RecipeEntry> s_all = new("recipe", entry => entry.Recipe.Name,
    [
        new(Dcgan, "garments at 32x32; the default", "arXiv:1511.06434", "normal latents instead of uniform; " + ForFiveMinutes),
        new(Adapted(Dcgan, "dcgan-64", game => game with { Network = new Dcgan { Size = 64 } }),
            "DCGAN at its paper's size", "arXiv:1511.06434",
            "normal latents instead of uniform (network.latent_distribution), half the paper's width and batch 64 instead of "
            + "128: half an hour on two cores"),
        new(Adapted(Dcgan, "dcgan-upsample", game => game with { Network = new UpsampleDcgan() }),
            "garments by repeated pixels and 3x3 convolutions",
            "doi:10.23915/distill.00003", "PyTorch-GAN's dcgan networks, with an epsilon of 1e-5 instead of 0.8"),
        new(Adapted(Dcgan, "lsgan", game => game with { Objective = s_leastSquares }),
            "DCGAN's networks with the least-squares objective",
            "arXiv:1611.04076", ForFiveMinutes),
        new(LsganVgg, "least squares at 112x112", "arXiv:1611.04076, figure 3"),
        new(Adapted(LsganVgg, "lsgan-vgg-small", game => game with
            {
                Network = new LsganVgg { Size = 28, Latent = 128, GeneratorWidth = 32, DiscriminatorWidth = 32 },
            }) with { Images = 150_000 },
            "the same shrunk to 28x28", "arXiv:1611.04076, figure 3",
            "28x28 instead of 112x112, half the width, latent 128 instead of 1024: five minutes on two cores"),
        new(
            Adapted(Dcgan, "lucic", game => game with { Network = new Lucic() }) with { Images = 1_200_000 },
            "the networks of a large comparison of objectives", "arXiv:1711.10337, section 5"),
        new(Wgan, "the Wasserstein distance, by a critic with clipped weights", "arXiv:1701.07875, algorithm 1",
            "32x32 instead of 64x64, and 2,344 generator updates, too few for the paper's learning rate: "
            + "an hour on two cores"),
        new(Adapted(Wgan, "wgan-small", game => game with
            {
                GeneratorOptimizer = new RmsPropChoice { LearningRate = 5e-4 },
                DiscriminatorOptimizer = new RmsPropChoice { LearningRate = 5e-4 },
                BoostSteps = 0,
            }) with { Images = 38_400 },
            "the same for a short run", "arXiv:1701.07875, algorithm 1",
            "ten times the paper's learning rate, the best of three (2e-4, 5e-4, 1e-3), and 600 generator updates: "
            + "a quarter of an hour of one core"),
        new(
            WganGp, "the Wasserstein distance, by a critic whose slope is held at 1",
            "arXiv:1704.00028, algorithm 1 and appendix F"),
        new(Adapted(WganGp, "wgan-gp-small", game => game with
            {
                Network =
                    new Dcgan { GeneratorWidth = 32, DiscriminatorWidth = 32, DiscriminatorNormalization = Normalization.None },
                DiscriminatorSteps = 3,
            }) with { Images = 200_000 },
            "the same with small networks", "arXiv:1704.00028, algorithm 1",
            "DCGAN's networks at half width for residual blocks, and 3 critic updates instead of 5: "
            + "a quarter of an hour on two cores"),
        new(Sngan, "hinge losses and a spectrally normalised discriminator", "arXiv:1802.05957, tables 3 and 4"),
        new(Adapted(Sngan, "sngan-small", game => game with
            {
                Network = new Dcgan { Latent = 128, DiscriminatorNormalization = Normalization.None },
                DiscriminatorSteps = 1,
            }) with { Images = 150_000 },
            "the same with small networks", "arXiv:1802.05957, table 3",
            "DCGAN's networks for residual blocks, and 1 discriminator update instead of 5: ten minutes on two cores"),
        new(Sagan, "self-attention in both networks", "arXiv:1805.08318", "batch 64 instead of 256, and no classes"),
        new(Adapted(Sagan, "sagan-small", game => game with
            {
                Network =
                    new ResNet { GeneratorWidth = 32, DiscriminatorWidth = 32, Attention = 16, GeneratorSpectralNorm = true },
            }) with { Images = 150_000 },
            "the same with small networks", "arXiv:1805.08318",
            "32x32 instead of 128x128, a width of 32, attention at 16x16, no classes: ten minutes on two cores"),
        new(R3Gan, "pairs of real and fake, both gradient penalties, no normalisation", "arXiv:2501.05441",
            "without classes; its augmentations sample bilinearly without doubling the image first"),
        new(Adapted(R3Gan, "r3gan-small", game => game with
            {
                Network = new R3Gan { GeneratorWidth = 24, DiscriminatorWidth = 24, MaximumWidth = 256 },
                Penalties = [new R1 { Weight = 0.5, Interval = 8 }, new R2 { Weight = 0.5, Interval = 8 }],
                GeneratorOptimizer = s_quick,
                DiscriminatorOptimizer = s_quick,
                Augmentation = "",
                AverageHalfLifeImages = 5_000,
                AverageWarmup = AverageWarmup.Ramp,
                Schedule = LearningRateSchedule.Cosine,
            }) with
            {
                HorizontalFlip = false, Batch = 64, Images = 150_000, SampleEveryImages = 5_000, CheckpointEveryImages = 20_000,
            },
            "the same with small networks", "arXiv:2501.05441",
            "widths of 24 to 192 instead of 768, one block a stage instead of two, batch 64 instead of 512, gamma 0.5 instead of "
            + "0.05 to 0.005 and at every eighth update, a learning rate of 5e-4 that falls to 0 instead of 2e-4 to 5e-5, beta2 "
            + "0.99 from the start, no augmentation: 20 minutes on two cores"),
        new(Photos, "pictures of your own, of any kind: what --data FOLDER takes", "arXiv:1511.06434; arXiv:2501.05441",
            "DCGAN's convolutions at a quarter of their width and without normalisation in the discriminator; pairs and "
            + "penalties of r3gan with gamma 0.5 at every eighth update; batch 32 and a learning rate of 5e-4: a processor sees "
            + "hundreds of images a second"),
        new(Transformer, "attention blocks over patches in both networks", "arXiv:2102.07074; arXiv:2107.04589",
            "64 features a token and 4 blocks, hinge losses with R1 at every eighth update: 20 minutes on two cores"),
        .. ClassRecipes.All,
        new(Text2Image, "pictures of what a caption says", "arXiv:1605.05396, algorithm 1",
            "captions are read by networks that are trained along, instead of given features; small networks and drawn shapes, "
            + "wrong captions that are nearly right: 17 minutes of one core"),
        .. PictureRecipes.All,
        new(NextFrame,
            "past frames to the next one: a sprite that turns left or right", "arXiv:1511.05440; arXiv:1803.10892, section 3.3",
            "a narrow U-Net for their networks, 32x32: four minutes on one core"),
        .. Objective.All.Entries.Where(entry => entry.Name.StartsWith("f-", StringComparison.Ordinal)).Select(FDivergence),
        .. OtherRecipes.All,
        Points(new Ring(), "eight Gaussians on a circle"),
        Points(new Grid(), "25 Gaussians on a square grid"),
        Points(new SwissRoll(), "a rolled-up line"),
        Points(new Moons(), "two half circles that reach into each other"),
        Points(new Spiral(), "two arms that wind about the origin"),
    ]) { IsSame = Equals };

    /// <summary>Adds a recipe at the end of the table; one that is there already stays.</summary>
    /// <exception cref="InputException">Another recipe has the name, or this one contradicts itself.</exception>
    public static void Add(RecipeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        RecipeFields.Checked(entry.Recipe);
        s_all.Add(entry);
    }

    /// <summary>The recipe of that name.</summary>
    /// <exception cref="InputException">There is none; the nearest name and all known ones are told.</exception>
    public static Recipe Find(string name) => Entry(name).Recipe;

    /// <summary>The line of that name.</summary>
    /// <exception cref="InputException">There is none; the nearest name and all known ones are told.</exception>
    public static RecipeEntry Entry(string name)
        => s_all.Find(name)
            ?? throw new InputException(Names.Unknown("recipe", name, [.. All.Select(entry => entry.Recipe.Name)]));

    /// <summary>A recipe with another name and changes to its game.</summary>
    internal static Recipe Adapted(Recipe recipe, string name, Func<Adversarial, Adversarial> change)
        => recipe.WithLearner(change) with { Name = name };

    // DCGAN's networks with an objective of the f-GAN family.
    private static RecipeEntry FDivergence(Entry<Objective> entry) => new(
        Adapted(Dcgan, entry.Name, game => game with { Objective = entry.Example }), "f-GAN: " + entry.Summary, entry.Source,
        ForFiveMinutes);

    /// <summary>The recipe of the run that <see cref="Recipe.From"/> names, for another that begins with its networks.</summary>
    /// <param name="from">RUN, RUN@STEP or RUN@best.</param>
    /// <exception cref="RecipeException">It names no run.</exception>
    public static Recipe OfRun(string from)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        return ParentRun.RecipeOf(from);
    }

    /// <summary>The recipe <see cref="Photos"/> for images of a size.</summary>
    /// <param name="size">The side of the images in pixels, a power of two from 16 to 256.</param>
    internal static Recipe PhotosAt(int size) => Dcgan with
    {
        Name = "photos",
        Batch = 32,
        Images = 2_000_000,
        SampleEveryImages = 20_000,
        CheckpointEveryImages = 50_000,
        // ResNet-18 takes a minute for twice as many on two cores.
        Evaluate = new EvaluationPlan { EveryImages = 250_000, Count = 1_500 },
        Learner = new Adversarial
        {
            // Each doubling of the side costs as much as the layers before it together, if the channels halve.
            Network = new Dcgan
            {
                Size = size, Latent = 64, GeneratorWidth = WidthAt(size), DiscriminatorWidth = WidthAt(size),
                DiscriminatorNormalization = Normalization.None,
            },
            Objective = new Relativistic(),
            Penalties = [new R1 { Weight = 0.5, Interval = 8 }, new R2 { Weight = 0.5, Interval = 8 }],
            GeneratorOptimizer = s_steady,
            DiscriminatorOptimizer = s_steady,
            AverageHalfLifeImages = 10_000,
        },
    };

    private static int WidthAt(int size) => size <= 32 ? 32 : 16;

    /// <summary>A multilayer pair on points of the plane.</summary>
    internal static Recipe PointsOf(DataSource data) => new()
    {
        Name = data.Name,
        Data = data,
        Batch = 256,
        Images = 2_560_000,
        LogEverySteps = 50,
        SampleEveryImages = 128_000,
        SampleCount = 2_000,
        CheckpointEveryImages = 512_000,
        // As many samples as modes are counted with (arXiv:1712.04086, section 4.1).
        Evaluate = new EvaluationPlan
        {
            EveryImages = 512_000,
            Metrics = data is Ring or Grid ? "modes,sliced-wasserstein" : "sliced-wasserstein",
            Count = 2_500,
            Features = "pixels",
            Best = "",
        },
        Learner = new Adversarial
        {
            Network = new Mlp(),
            GeneratorOptimizer = new AdamChoice { LearningRate = 1e-3 },
            DiscriminatorOptimizer = new AdamChoice { LearningRate = 1e-3 },
            AverageHalfLifeImages = 50_000,
        },
    };

    private static RecipeEntry Points(DataSource data, string summary)
        => new(PointsOf(data), "2-D points: " + summary, data.About.Source);
}
