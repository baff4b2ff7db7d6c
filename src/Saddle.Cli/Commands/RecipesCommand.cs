using System.CommandLine;
using Saddle.Components;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle recipes</c>: what can be trained.</summary>
internal static class RecipesCommand
{
    internal static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "One recipe, with every key that --set takes" };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            "recipes", "List the recipes, or show one with all its keys", "./saddle recipes", "./saddle recipes dcgan",
            "./saddle recipes dcgan --json > mine.json && ./saddle train mine.json") { name, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } chosen)
            {
                Show(Recipes.Find(chosen), parsed.GetValue(json));
            }
            else
            {
                List(parsed.GetValue(json));
            }
        });
        return command;
    }

    private static void List(bool json)
    {
        if (!json)
        {
            Output.Table(["name", "what it trains", "source"], Recipes.All.Select(entry => new[] { entry.Recipe.Name, entry.Summary, entry.Source }));
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartArray();
            foreach ((Recipe recipe, string summary, string source) in Recipes.All)
            {
                writer.WriteStartObject();
                writer.WriteString("name", recipe.Name);
                writer.WriteString("summary", summary);
                writer.WriteString("source", source);
                writer.WritePropertyName("recipe");
                writer.WriteRawValue(RecipeJson.Write(recipe));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static void Show(Recipe recipe, bool json)
    {
        if (json)
        {
            Console.Out.Write(RecipeJson.Write(recipe));
            return;
        }
        Output.Table(
            ["key", "value", "what it is"],
            RecipeFields.Flatten(recipe).Select(entry => new[] { entry.Path, Setting.Show(entry.Value), entry.Summary }));
    }
}
