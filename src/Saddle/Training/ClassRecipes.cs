using Saddle.Conditions;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>The recipes whose generators are told a class, or a code that stands for one.</summary>
internal static class ClassRecipes
{
    // Half as wide as DCGAN's: labels make the task easier.
    private static readonly Dcgan s_network = new() { GeneratorWidth = 32, DiscriminatorWidth = 32 };

    /// <summary>In the order in which they are listed.</summary>
    internal static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(Of("cgan", game => game with { Network = s_network, Conditioning = new ConditionalGan() }),
            "garments of a class that is asked for", "arXiv:1411.1784",
            "DCGAN's networks at 32x32 and half width for dense ones: four minutes on two cores"),
        new(Of("acgan", game => game with { Network = s_network, Conditioning = new AuxiliaryClassifier { FakeWeight = 0 } })
                with { Images = 64_000 },
            "the same by a discriminator that names the class", "arXiv:1610.09585",
            "32x32 instead of 128x128, all ten classes in one pair of networks, the classes of fakes not taught: "
            + "two minutes on two cores"),
        new(Of("projection", game => game with
            {
                Network = s_network with { Latent = 128, DiscriminatorNormalization = Normalization.None },
                Conditioning = new Projection(),
                Objective = new Hinge(),
                Constraints = [new SpectralNormalization { Enabled = true }],
                GeneratorOptimizer = new AdamChoice { LearningRate = 2e-4, Beta1 = 0, Beta2 = 0.9 },
                DiscriminatorOptimizer = new AdamChoice { LearningRate = 2e-4, Beta1 = 0, Beta2 = 0.9 },
            }) with { Images = 250_000 },
            "the same by comparing the class with the discriminator's features", "arXiv:1802.05637",
            "DCGAN's networks at 32x32 and half width for residual blocks at 128x128, 1 discriminator update instead of 5: "
            + "seven minutes on two cores"),
        new(Of("infogan", game => game with
            {
                // With many latents the code hides in what no eye sees; few, and noise on what is judged, bring it to light.
                Network = s_network with { Latent = 16 },
                Conditioning = new InfoGan { Continuous = 1 },
                InstanceNoise = 0.2,
                GeneratorOptimizer = new AdamChoice { LearningRate = 5e-4 },
            }) with { Images = 64_000 },
            "kinds of garments found without labels", "arXiv:1606.03657",
            "DCGAN's networks at half width, 16 latents instead of 62, one continuous code instead of two, "
            + "noise on what is judged: "
            + "two minutes on two cores"),
    ];

    private static Recipe Of(string name, Func<Adversarial, Adversarial> change) => Recipes.Adapted(Recipes.Dcgan, name, change);
}
