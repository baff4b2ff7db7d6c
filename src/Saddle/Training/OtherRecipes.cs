using Saddle.Data;
using Saddle.Networks;
using Saddle.Optimizers;

namespace Saddle.Training;

/// <summary>The recipes of generators that GANs are compared with, and of GANs whose discriminator is an autoencoder.</summary>
internal static class OtherRecipes
{
    private static readonly Recipe s_points = Recipes.PointsOf(new Grid()) with { GeneratorOptimizer = new AdamChoice(1e-3, 0.9) };

    private static readonly Recipe s_vae = Recipes.Dcgan with
    {
        Name = "vae",
        Learner = new VariationalAutoencoder(deviation: 0.5, annealingImages: 20_000),
        Network = new Dcgan(latent: 32, generatorWidth: 32, discriminatorWidth: 32),
        GeneratorOptimizer = new AdamChoice(1e-3, 0.9),
        Images = 80_000,
    };

    private static readonly Recipe s_ebgan = Recipes.Dcgan with
    {
        Name = "ebgan",
        Learner = new Ebgan(),
        Network = new Dcgan(latent: 64, generatorWidth: 16, discriminatorWidth: 16),
        GeneratorOptimizer = new AdamChoice(1e-3),
        DiscriminatorOptimizer = new AdamChoice(1e-3),
        Images = 100_000,
    };

    /// <summary>In the order in which they are listed.</summary>
    internal static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(s_vae, "a variational autoencoder of DCGAN's networks", "arXiv:1312.6114",
            "DCGAN's networks at half width, Gaussian pixels of deviation 0.5, the KL divergence annealed: three minutes of one core"),
        new(s_ebgan, "an autoencoder as the discriminator, with a margin and the pulling-away term", "arXiv:1609.03126",
            "DCGAN's networks at 32x32 and a quarter of their width: three minutes of one core"),
        new(s_ebgan with
            {
                Name = "began",
                Learner = new Began(gamma: 0.7, gain: 0.05),
                Network = new Dcgan(latent: 64, generatorWidth: 16, discriminatorWidth: 16, discriminatorNormalization: "none"),
            },
            "an autoencoder as the discriminator, held in balance with the generator", "arXiv:1703.10717",
            "DCGAN's networks at 32x32 and a quarter of their width, and a balance that moves 50 times as fast: three minutes of one core"),
        new(s_points with
            {
                Name = "flow", Data = new SwissRoll(), Learner = new Flow(), Schedule = "cosine", GradientClip = 20, Images = 1_280_000,
            },
            "2-D points by an invertible network, with an exact likelihood", "arXiv:1605.08803", "dense layers, no batch normalisation"),
        new(Recipes.Dcgan with
            {
                Name = "flow-images",
                Learner = new Flow(couplings: 4, width: 32),
                GeneratorOptimizer = new AdamChoice(1e-3, 0.9),
                GradientClip = 500,
            },
            "garments at 28x28 by an invertible network, with an exact likelihood", "arXiv:1605.08803",
            "12 couplings of two hidden layers, nothing factored out between the scales, no batch normalisation: 20 minutes of one core"),
        new(s_points with { Name = "mixture", Learner = new Mixture() }, "2-D points by 25 Gaussians that climb their likelihood", "arXiv:1701.00160, section 2.1"),
    ];
}
