using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;

namespace Saddle.Training;

/// <summary>The recipes of generators that GANs are compared with, and of GANs whose discriminator is an autoencoder.</summary>
internal static class OtherRecipes
{
    // Maximum likelihood wants the momentum that a game does not bear.
    private static readonly AdamChoice s_adam = new() { LearningRate = 1e-3, Beta1 = 0.9 };

    private static readonly Dcgan s_quarter = new() { Latent = 64, GeneratorWidth = 16, DiscriminatorWidth = 16 };

    private static readonly AdamChoice s_energyAdam = new() { LearningRate = 1e-3 };

    /// <summary>In the order in which they are listed.</summary>
    internal static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(Recipes.Dcgan with
            {
                Name = "vae",
                Images = 80_000,
                Learner = new VariationalAutoencoder
                {
                    Deviation = 0.5,
                    AnnealingImages = 20_000,
                    Network = new Dcgan { Latent = 32, GeneratorWidth = 32, DiscriminatorWidth = 32 },
                    GeneratorOptimizer = s_adam,
                },
            },
            "a variational autoencoder of DCGAN's networks", "arXiv:1312.6114",
            "DCGAN's networks at half width, Gaussian pixels of deviation 0.5, the KL divergence annealed: "
            + "three minutes of one core"),
        new(Recipes.Dcgan with
            {
                Name = "ebgan",
                Images = 100_000,
                Learner =
                    new Ebgan { Network = s_quarter, GeneratorOptimizer = s_energyAdam, DiscriminatorOptimizer = s_energyAdam },
            },
            "an autoencoder as the discriminator, with a margin and the pulling-away term", "arXiv:1609.03126",
            "DCGAN's networks at 32x32 and a quarter of their width: three minutes of one core"),
        new(Recipes.Dcgan with
            {
                Name = "began",
                Images = 100_000,
                Learner = new Began
                {
                    Gamma = 0.7,
                    Gain = 0.05,
                    Network = s_quarter with { DiscriminatorNormalization = Normalization.None },
                    GeneratorOptimizer = s_energyAdam,
                    DiscriminatorOptimizer = s_energyAdam,
                },
            },
            "an autoencoder as the discriminator, held in balance with the generator", "arXiv:1703.10717",
            "DCGAN's networks at 32x32 and a quarter of their width, and a balance that moves 50 times as fast: "
            + "three minutes of one core"),
        new(Recipes.PointsOf(new SwissRoll()) with
            {
                Name = "flow",
                Images = 1_280_000,
                // As the recipes of points have it that know their modes: it counts none here, and says so.
                Evaluate = Recipes.PointsOf(new Grid()).Evaluate,
                Learner = new Flow
                {
                    GeneratorOptimizer = s_adam, Schedule = LearningRateSchedule.Cosine, GradientClip = 20,
                    AverageHalfLifeImages = 50_000,
                },
            },
            "2-D points by an invertible network, with an exact likelihood", "arXiv:1605.08803",
            "dense layers, no batch normalisation"),
        new(Recipes.Dcgan with
            {
                Name = "flow-images",
                Learner = new Flow { Couplings = 4, Width = 32, GeneratorOptimizer = s_adam, GradientClip = 500 },
            },
            "garments at 28x28 by an invertible network, with an exact likelihood", "arXiv:1605.08803",
            "12 couplings of two hidden layers, nothing factored out between the scales, no batch normalisation: "
            + "20 minutes of one core"),
        new(Recipes.PointsOf(new Grid()) with
            {
                Name = "mixture",
                Learner = new Mixture { GeneratorOptimizer = s_adam, AverageHalfLifeImages = 50_000 },
            },
            "2-D points by 25 Gaussians that climb their likelihood", "arXiv:1701.00160, section 2.1"),
    ];
}
