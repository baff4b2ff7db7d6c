using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class RecipesCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_list_and_its_json_name_the_same_recipes()
    {
        string[] lines = _place.Saddle("recipes").Succeeded().Lines;
        Assert.Matches("^name +what it trains +source$", lines[0]);
        JsonElement[] recipes = [.. _place.Saddle("recipes", "--json").Json().EnumerateArray()];
        Assert.Equal(
            lines.Skip(1).Select(line => line.Split(' ')[0]), recipes.Select(recipe => recipe.GetProperty("name").GetString()));
        Assert.All(
            recipes,
            recipe =>
                Assert.Equal(
                    recipe.GetProperty("name").GetString(), recipe.GetProperty("recipe").GetProperty("name").GetString()));
    }

    [Fact]
    public void One_recipe_is_shown_with_every_key_its_value_and_its_meaning()
    {
        Finished finished = _place.Saddle("recipes", "lsgan").Succeeded();
        Assert.Matches(@"(?m)^learner\.objective\.name +""least-squares"" +the game$", finished.Output);
        Assert.Matches(@"(?m)^learner\.objective\.b +1 +", finished.Output);
        Assert.Matches(@"(?m)^learner\.generator_optimizer\.learning_rate +0\.0002 +", finished.Output);
    }

    [Fact]
    public void The_json_of_one_recipe_is_a_recipe_json_that_can_be_trained()
    {
        _place.Write("mine.json", _place.Saddle("recipes", "moons", "--json").Succeeded().Output);
        JsonElement plan = _place.Saddle("train", "mine.json", "--dry-run", "--json").Json();
        Assert.Equal("moons", plan.GetProperty("recipe").GetProperty("data").GetProperty("name").GetString());
    }

    [Fact]
    public void An_unknown_recipe_is_refused_with_the_nearest()
        => _place.Saddle("recipes", "dcgn")
            .Refused("unknown recipe 'dcgn': did you mean dcgan?", "Known: dcgan, dcgan-64, dcgan-upsample, lsgan,");
}
