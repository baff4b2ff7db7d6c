using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Training;

namespace Saddle.Tests.Support;

/// <summary>A recipe with narrow networks and a few random samples of what it learns from: its operators are the same.</summary>
internal sealed class SmallRecipe : IDisposable
{
    private static readonly (string Path, object Value)[] s_small =
    [
        ("network.generator_width", 8), ("network.discriminator_width", 8), ("network.maximum_width", 16),
        ("learner.components", 4), ("batch", 4), ("discriminator_steps", 1),
    ];

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    /// <summary>Opens one.</summary>
    /// <param name="name">The recipe.</param>
    /// <param name="changes">What is changed beside its widths.</param>
    internal SmallRecipe(string name, params (string Path, object Value)[] changes)
    {
        Recipe recipe = RecipeFields.With(Recipes.Find(name), changes);
        Recipe = RecipeFields.With(
            recipe, s_small.Where(small => !changes.Any(change => change.Path == small.Path) && Has(recipe, small)));
        Data = DataFor(Recipe);
        Form = DataForm.Of(Data) with
        {
            Vocabulary = Recipe.Learner.ReadsCaptions ? Vocabulary.Of(Data.Captions) : null,
        };
    }

    internal static TheoryData<string> Names => [.. RecipeExtensions.Own.Select(entry => entry.Recipe.Name)];

    /// <summary>One of each learner and network.</summary>
    internal static TheoryData<string> Kinds =>
    [
        .. RecipeExtensions.Own.Select(entry => entry.Recipe)
            .DistinctBy(recipe => (recipe.Learner.Name, (recipe.Learner as PairChoice)?.Network.Name))
            .Select(recipe => recipe.Name),
    ];

    internal Recipe Recipe { get; }

    internal DataSet Data { get; }

    internal DataForm Form { get; }

    /// <summary>The learner as it is at the start, the same each time.</summary>
    internal Learner NewLearner()
    {
        torch.manual_seed(5);
        return Recipe.Learner.Create(Recipe.Setup(Form));
    }

    /// <summary>The first step.</summary>
    internal StepContext FirstStep() => Recipe.FirstStep(Data.Sampler(1, Device.Cpu, Recipe.HorizontalFlip));

    public void Dispose()
    {
        Data.Dispose();
        _scope.Dispose();
    }

    private static bool Has(Recipe recipe, (string Path, object Value) change)
    {
        try
        {
            _ = RecipeFields.With(recipe, [change]);
            return true;
        }
        catch (RecipeException)
        {
            return false;
        }
    }

    private static DataSet DataFor(Recipe recipe)
    {
        if (recipe.Data is Ring or Grid or SwissRoll or Moons or Spiral)
        {
            return recipe.Data.Open();
        }
        const int Count = 8;
        torch.manual_seed(6);
        SampleShape shape = recipe.Learner.ShapeFor(new SampleShape(1, 28, 28));
        Tensor rows = torch.randint(0, 256, [Count, 2 * shape.Channels, shape.Height, shape.Width]).to(ScalarType.Byte);
        string[] captions = recipe.Learner.ReadsCaptions ? [.. Enumerable.Repeat("a red circle", Count)] : [];
        return new ImageSet(
            new TensorStore(rows), torch.arange(0, Count, dtype: ScalarType.Int64),
            [.. Enumerable.Range(0, Count).Select(k => $"class {k}")], captions, shape.Channels);
    }
}
