using System.Text;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class RecipeJsonTests
{
    public static TheoryData<string> Names => [.. RecipeExtensions.Own.Select(entry => entry.Recipe.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_recipe_is_read_back_as_it_was_written(string name)
    {
        Recipe recipe = Recipes.Find(name);
        string text = RecipeJson.Write(recipe);
        Recipe back = RecipeJson.Read(text, "recipe.json");
        Assert.Equal(text, RecipeJson.Write(back));
        Assert.Equal(recipe, back);
        Assert.Equal(Flat(recipe), Flat(back));
        Assert.Contains($"\"name\": \"{name}\"", text);
    }

    [Fact]
    public void Versions_are_recorded_and_passed_over()
    {
        string text = RecipeJson.Write(Recipes.Dcgan, withVersions: true);
        Assert.Contains("\"libtorch\": \"", text);
        Assert.Equal(Flat(Recipes.Dcgan), Flat(RecipeJson.Read(text, "recipe.json")));
    }

    [Theory, InlineData("{}"), InlineData("{ \"saddle\": {} }"), InlineData("\"by hand\""), InlineData("null")]
    public void Whatever_made_with_holds_is_passed_over(string made)
        => Assert.Equal(new Recipe(), RecipeJson.Read($"{{ \"format\": 6, \"made_with\": {made} }}", "recipe.json"));

    [Fact]
    public void Large_seeds_are_kept_to_the_last_digit()
    {
        Recipe recipe = Recipes.Dcgan with { Seed = long.MaxValue - 2 };
        Assert.Equal(recipe.Seed, RecipeJson.Read(RecipeJson.Write(recipe), "recipe.json").Seed);
    }

    [Fact]
    public void What_is_left_out_has_the_defaults_and_comments_are_allowed()
    {
        Recipe recipe = RecipeJson.Read("""{ "batch": 16, /* mine */ "network": { "size": 64, }, }""", "mine.json");
        Assert.Equal(
            Flat(RecipeFields.With(Recipes.Dcgan, [("batch", 16L), ("network.size", 64L)])),
            Flat(recipe));
    }

    [Theory]
    [InlineData("""{ "schedule": "linear", "objective": "hinge" }""")]
    [InlineData("""{ "format": 6, "schedule": "linear", "objective": { "name": "hinge" } }""")]
    [InlineData("""{ "format": 6, "learner": { "name": "adversarial", "schedule": "linear", "objective": "hinge" } }""")]
    [InlineData("""{ "learner": { "schedule": { "name": "linear" }, "objective": { "name": "hinge" } } }""")]
    public void A_section_may_be_written_as_its_components_name(string text)
    {
        Recipe recipe = RecipeJson.Read(text, "mine.json");
        Assert.Equal(
            Recipes.Dcgan.WithLearner<Adversarial>(
                game => game with { Schedule = new LinearSchedule(), Objective = new Hinge() }),
            recipe);
        string written = RecipeJson.Write(recipe).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("\"schedule\":{\"name\":\"linear\",", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_that_says_nothing_of_fresh_fakes_means_that_none_are_drawn()
    {
        Recipe fresh = Recipes.Dcgan.WithLearner<Adversarial>(game => game with { FreshFakes = true });
        string written = RecipeJson.Write(fresh);
        Assert.Contains("\"fresh_fakes\": true,", written, StringComparison.Ordinal);
        Assert.True(RecipeJson.Read(written, "recipe.json").Game().FreshFakes);
        string older = written.Replace("\"fresh_fakes\": true,", "", StringComparison.Ordinal);
        Assert.False(RecipeJson.Read(older, "recipe.json").Game().FreshFakes);
        Assert.Equal(Recipes.Dcgan, RecipeJson.Read(older, "recipe.json"));
    }

    [Fact]
    public void An_empty_file_is_a_new_recipe()
        => Assert.Equal(new Recipe(), RecipeJson.Read("{}", "mine.json"));

    [Fact]
    public void A_gap_within_a_component_has_that_components_defaults()
        => Assert.Equal(
            new Recipe { Learner = new Flow { Width = 8 }, Data = new Ring { Modes = 5 } },
            RecipeJson.Read(
                """{ "data": { "name": "ring", "modes": 5 }, "learner": { "name": "flow", "width": 8 } }""", "mine.json"));

    [Fact]
    public void Every_problem_is_told_with_the_files_name()
    {
        const string text = """
            {
              "batch": "many", "images": 2.5, "threads": null, "seed": [1], "name": 5, "log_every_steps": true,
              "keep_checkpoint": 3, "penalty_of_the_gradient": {}, "sample_count": { "of": 4 },
              "objective": 7, "r1": null, "evaluate": "fid",
              "network": { "name": "dcgna" },
              "data": { "name": 7 },
              "generator_optimizer": { "learning_rate": "fast", "beta3": 1 },
              "discriminator_optimizer": { "beta1": 1 }
            }
            """;
        RecipeException error = Assert.Throws<RecipeException>(() => RecipeJson.Read(text, "mine.json"));
        Assert.Equal(
            [
                "mine.json: unknown key 'keep_checkpoint': did you mean keep_checkpoints?",
                "mine.json: unknown key 'penalty_of_the_gradient'; known keys: "
                + string.Join(", ", RecipeFields.Flatten(Recipes.Dcgan).Select(entry => RecipeFields.Short(entry.Path))) + ".",
                "mine.json: name must be a text, but is 5.",
                "mine.json: batch must be a whole number from 2 to 65536, but is \"many\".",
                "mine.json: images must be a whole number from 1 to 1000000000000, but is 2.5.",
                "mine.json: seed must be a whole number, at least 0, but is [1].",
                "mine.json: log_every_steps must be a whole number, at least 1, but is true.",
                "mine.json: threads must be a whole number from 0 to 1024, but is null.",
                $"mine.json: data.name must be one of {string.Join(", ", DataSource.All.Names)}, but is 7.",
                "mine.json: learner adversarial: generator_optimizer adam: learning_rate must be a number from 0 to 10, "
                + "but is \"fast\".",
                "mine.json: learner adversarial: generator_optimizer adam: unknown setting 'beta3': did you mean beta1? "
                + "Known: learning_rate, beta1, beta2, final_beta2, epsilon.",
                $"mine.json: learner adversarial: network.name: unknown network 'dcgna': did you mean dcgan? "
                + $"Known: {string.Join(", ", Network.All.Names)}.",
                "mine.json: learner adversarial: discriminator_optimizer adam: beta1 must be a number from 0 to 0.999999, "
                + "but is 1.",
                "mine.json: learner adversarial: objective is a section: set objective.name to choose another, or one of its "
                + "settings, but it is 7.",
                "mine.json: learner adversarial: r1 is a section: set one of its settings, but it is null.",
                "mine.json: sample_count must be a whole number from 1 to 10000, and has no settings of its own, "
                + "but there is sample_count.of.",
                "mine.json: evaluate is a section: set one of its settings, but it is \"fid\".",
            ],
            error.Problems);
    }

    [Theory]
    [InlineData(
        "{\"format\": 7}",
        "run/recipe.json: it was written by a newer Saddle (format 7); this one reads up to format 6: update Saddle.")]
    [InlineData("{\"format\": 0}", "run/recipe.json: format must be a whole number from 1 to 6, but is 0.")]
    [InlineData("{\"format\": \"new\"}", "run/recipe.json: format must be a whole number from 1 to 6, but is \"new\".")]
    [InlineData("[]", "run/recipe.json: expected a JSON object, found Array.")]
    public void Another_format_is_refused(string text, string message)
        => Assert.Equal(message, Assert.Throws<RecipeException>(() => RecipeJson.Read(text, "run/recipe.json")).Message);

    [Theory, InlineData(""), InlineData("{\"batch\": 4"), InlineData("batch = 4"), InlineData("{\"name\": \"\\ud800\"}")]
    public void What_is_no_JSON_is_refused(string text)
        => Assert.StartsWith(
            "run/recipe.json: not valid JSON (",
            Assert.Throws<RecipeException>(() => RecipeJson.Read(text, "run/recipe.json")).Message);

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(RecipeJson.Write(Recipes.Find("ring")));
        var random = new Random(20_140_610);
        int read = 0, refused = 0;
        for (int round = 0; round < 6000; round++)
        {
            try
            {
                RecipeJson.Read(Encoding.UTF8.GetString(Mutations.Of(whole, random)), "recipe.json");
                read++;
            }
            catch (RecipeException error)
            {
                Assert.All(error.Problems, problem => Assert.StartsWith("recipe.json: ", problem));
                refused++;
            }
        }
        Assert.True(read > 50 && refused > 50, $"{read} were read, {refused} refused");
    }

    private static List<(string, object, string)> Flat(Recipe recipe) => [.. RecipeFields.Flatten(recipe)];
}
