using System.Globalization;
using System.Text.RegularExpressions;
using Saddle.Components;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Theory.Transport;
using Saddle.Training;

namespace Saddle.Theory.Experiments;

/// <summary>An objective as mode collapse compares it: with its packing, and with the penalty that it needs.</summary>
/// <param name="Name">What users typed.</param>
/// <param name="Objective">The game.</param>
/// <param name="Packing">How many samples the discriminator judges at once.</param>
internal sealed partial record Contestant(string Name, Objective Objective, int Packing)
{
    private const int Batch = 240, CriticBatch = 256, CriticSteps = 5, CriticWidth = 512;

    /// <summary>
    /// Reads names separated by commas: an objective, one followed by <c>@M</c> for packing M, or <c>pacganM</c>.
    /// </summary>
    /// <exception cref="InputException">A name is unknown; every problem is named.</exception>
    internal static IReadOnlyList<Contestant> Parse(string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        List<string> problems = names.Length == 0 ? ["expected at least one objective, but received none."] : [];
        List<Contestant> contestants = [];
        foreach (string name in names)
        {
            Match pacgan = Pacgan().Match(name), packed = Packed().Match(name);
            (string objective, string packing) = pacgan.Success ? (NonSaturating.Entry.Name, pacgan.Groups[1].Value)
                : packed.Success ? (packed.Groups[1].Value, packed.Groups[2].Value)
                : (name, "1");
            if (Objective.All.Find(objective) is null)
            {
                problems.Add(Names.Unknown("objective", objective, [.. Objective.All.Names, "pacgan2"]));
                continue;
            }
            contestants.Add(
                new Contestant(name, Objective.All.Create(objective), int.Parse(packing, CultureInfo.InvariantCulture)));
        }
        return problems.Count == 0 ? contestants : throw new InputException(problems);
    }

    /// <summary>
    /// Whether it is trained by WGAN-GP's own recipe: without a penalty Wasserstein is not defined, and its recipe belongs to it.
    /// </summary>
    internal bool IsCritic => Objective is Objectives.Wasserstein;

    /// <summary>Updates of the discriminator for each of the generator.</summary>
    internal int UpdatesAStep => IsCritic ? CriticSteps : 1;

    /// <summary>By what its samples are to be multiplied.</summary>
    internal double ScaleOf(PlaneMixture data) => IsCritic ? data.Scale : 1;

    /// <summary>
    /// The same networks, batch, optimisers and number of discriminator updates for all but Wasserstein, which has its authors'
    /// recipe for points.
    /// </summary>
    /// <param name="data">What is learnt.</param>
    /// <param name="updates">Of the discriminator.</param>
    internal Recipe Recipe(PlaneMixture data, int updates) => IsCritic ? CriticRecipe(data, updates)
        : Recipes.Find(data.Name).WithLearner<Adversarial>(game => game with
        {
            Objective = Objective,
            Packing = Packing,
            GeneratorOptimizer = new AdamChoice { LearningRate = 1e-3 },
            DiscriminatorOptimizer = new AdamChoice { LearningRate = 1e-3 },
            Schedule = LearningRateSchedule.Linear,
            AverageHalfLifeImages = 50_000,
        }) with
        {
            Name = Name,
            Batch = Batch,
            Images = updates * (long)Batch,
        };

    // The authors' code for toy data (igul222/improved_wgan_training, gan_toy.py): data of deviation 1, and 100,000 generator
    // updates, which is more than an experiment has time for.
    private Recipe CriticRecipe(PlaneMixture data, int updates)
    {
        var adam = new AdamChoice { LearningRate = 1e-4, Beta1 = 0.5, Beta2 = 0.9 };
        return Recipes.Find(data.Name).WithLearner<Adversarial>(game => game with
        {
            Network = new Mlp
            {
                GeneratorWidth = CriticWidth, DiscriminatorWidth = CriticWidth, DiscriminatorActivation = HiddenActivation.Relu,
            },
            Objective = Objective,
            Packing = Packing,
            Penalties = [new GradientPenalty { Weight = 0.1 }],
            DiscriminatorSteps = CriticSteps,
            GeneratorOptimizer = adam,
            DiscriminatorOptimizer = adam,
            AverageHalfLifeImages = 0,
        }) with
        {
            Name = Name,
            Data = data.UnitSource,
            Batch = CriticBatch,
            Images = Math.Max(1, updates / CriticSteps) * (long)CriticBatch,
        };
    }

    [GeneratedRegex("^pacgan([2-6])$")]
    private static partial Regex Pacgan();

    [GeneratedRegex("^(.+)@([1-6])$")]
    private static partial Regex Packed();
}
