using Saddle.Learners;
using Saddle.Optimizers;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>The table belongs to the process: what these tests add has a name that nothing else looks at.</summary>
public sealed class RecipesAddTests
{
    private static readonly Recipe s_mine = Recipes.Dcgan with { Name = "test-mine", Images = 1_000 };

    [Fact]
    public void A_recipe_is_added_at_the_end_once_and_found_by_its_name()
    {
        var entry = new RecipeEntry(s_mine, "garments in a hurry", "nowhere");
        Recipes.Add(entry);
        IReadOnlyList<RecipeEntry> after = Recipes.All;
        Assert.Same(entry, after[^1]);
        Assert.Same(s_mine, Recipes.Find("test-mine"));
        Recipes.Add(entry);
        Recipes.Add(new RecipeEntry(s_mine with { }, "garments in a hurry", "nowhere"));
        Assert.Same(after, Recipes.All);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_and_the_recipe_that_has_it_stays()
    {
        IReadOnlyList<RecipeEntry> before = Recipes.All;
        Assert.Equal(
            "recipe 'dcgan' is there already; give yours another name.",
            Assert.Throws<InputException>(() => Recipes.Add(new RecipeEntry(Recipes.Dcgan, "another", ""))).Message);
        Assert.Same(before, Recipes.All);
        Assert.Same(Recipes.Dcgan, Recipes.Find("dcgan"));
    }

    [Fact]
    public void A_recipe_with_values_out_of_range_is_refused_with_all_of_them()
    {
        IReadOnlyList<RecipeEntry> before = Recipes.All;
        Recipe wrong = s_mine.WithLearner<Adversarial>(
            game => game with { GeneratorOptimizer = new AdamChoice { LearningRate = -1 } }) with
        {
            Name = "test-wrong",
            Batch = 1,
        };
        Assert.Equal(
            [
                "batch must be a whole number from 2 to 65536, but is 1.",
                "learner adversarial: generator_optimizer adam: learning_rate must be a number from 0 to 10, but is -1.",
            ],
            Assert.Throws<RecipeException>(() => Recipes.Add(new RecipeEntry(wrong, "wrong", ""))).Problems);
        Assert.Same(before, Recipes.All);
    }
}
