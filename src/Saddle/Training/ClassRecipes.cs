using Saddle.Conditions;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>The recipes whose generators are told a class, or a code that stands for one.</summary>
internal static class ClassRecipes
{
    // Half as wide as DCGAN's: labels make the task easier.
    private static readonly Dcgan s_network = new(generatorWidth: 32, discriminatorWidth: 32);

    /// <summary>In the order in which they are listed.</summary>
    internal static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(Recipes.Dcgan with { Name = "cgan", Network = s_network, Conditioning = new ConditionalGan() },
            "garments of a class that is asked for", "arXiv:1411.1784", "DCGAN's networks at 32x32 and half width for dense ones: four minutes on two cores"),
        new(Recipes.Dcgan with { Name = "acgan", Network = s_network, Conditioning = new AuxiliaryClassifier(fakeWeight: 0), Images = 64_000 },
            "the same by a discriminator that names the class", "arXiv:1610.09585",
            "32x32 instead of 128x128, all ten classes in one pair of networks, the classes of fakes not taught: two minutes on two cores"),
        new(Recipes.Dcgan with
            {
                Name = "projection",
                Network = new Dcgan(latent: 128, generatorWidth: 32, discriminatorWidth: 32, discriminatorNormalization: "none"),
                Conditioning = new Projection(),
                Objective = new Hinge(),
                Constraints = [new SpectralNormalization()],
                GeneratorOptimizer = new AdamChoice(2e-4, 0, 0.9),
                DiscriminatorOptimizer = new AdamChoice(2e-4, 0, 0.9),
                Images = 250_000,
            },
            "the same by comparing the class with the discriminator's features", "arXiv:1802.05637",
            "DCGAN's networks at 32x32 and half width for residual blocks at 128x128, 1 discriminator update instead of 5: seven minutes on two cores"),
        new(Recipes.Dcgan with
            {
                Name = "infogan",
                // With many latents the code hides in what no eye sees; few, and noise on what is judged, bring it to light.
                Network = new Dcgan(latent: 16, generatorWidth: 32, discriminatorWidth: 32),
                Conditioning = new InfoGan(continuous: 1),
                InstanceNoise = 0.2,
                GeneratorOptimizer = new AdamChoice(5e-4),
                Images = 64_000,
            },
            "kinds of garments found without labels", "arXiv:1606.03657",
            "DCGAN's networks at half width, 16 latents instead of 62, one continuous code instead of two, noise on what is judged: two minutes on two cores"),
    ];
}
