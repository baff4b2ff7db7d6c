using Saddle.Data;
using Saddle.Networks;
using Saddle.Training;

namespace Saddle.Tests.Support;

/// <summary>What tests want of a recipe whose learner they know.</summary>
internal static class RecipeExtensions
{
    /// <summary>The game of a recipe whose learner plays one.</summary>
    internal static Adversarial Game(this Recipe recipe) => (Adversarial)recipe.Learner;

    /// <summary>The networks of a recipe whose learner has a pair.</summary>
    internal static Network Network(this Recipe recipe) => ((PairChoice)recipe.Learner).Network;

    /// <summary>What a session builds a recipe's learner for, on the processor.</summary>
    internal static LearnerSetup Setup(this Recipe recipe, DataForm form)
        => new(form, Device.Cpu) { Batch = recipe.Batch, Images = recipe.Images, Seed = (ulong)recipe.Seed };
}
