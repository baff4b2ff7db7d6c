using Saddle.Data;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Training;

namespace Saddle.Tests.Support;

/// <summary>What tests want of a recipe whose learner they know.</summary>
internal static class RecipeExtensions
{
    /// <summary>The table without what tests add to it, whose names begin with <c>test-</c>.</summary>
    internal static IEnumerable<RecipeEntry> Own
        => Recipes.All.Where(entry => !entry.Recipe.Name.StartsWith("test-", StringComparison.Ordinal));

    /// <summary>The game of a recipe whose learner plays one.</summary>
    internal static Adversarial Game(this Recipe recipe) => (Adversarial)recipe.Learner;

    /// <summary>The schedule of a recipe whose learner has players.</summary>
    internal static LearningRateSchedule Schedule(this Recipe recipe) => ((PlayerChoice)recipe.Learner).Schedule;

    /// <summary>The networks of a recipe whose learner has a pair.</summary>
    internal static Network Network(this Recipe recipe) => ((PairChoice)recipe.Learner).Network;

    /// <summary>What a session builds a recipe's learner for, on the processor.</summary>
    internal static LearnerSetup Setup(this Recipe recipe, DataForm form)
        => new(form, Device.Cpu, (ulong)recipe.Seed);

    /// <summary>The first step of a session with a recipe.</summary>
    internal static StepContext FirstStep(this Recipe recipe, Sampler data) => new(data, recipe.Batch, recipe.Images);
}
