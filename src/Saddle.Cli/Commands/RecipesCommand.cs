using System.CommandLine;
using Saddle.Components;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle recipes</c>: what can be trained.</summary>
internal static class RecipesCommand
{
    internal static CommandEntry Entry { get; } = new(
        "recipes", "List the recipes, or show one with all its keys", Create, "NAME");

    private static ExampleCommand Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "One recipe, with every key that --set takes",
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry, "./saddle recipes", "./saddle recipes dcgan",
            "./saddle recipes dcgan --json > mine.json && ./saddle train mine.json") { name, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } chosen)
            {
                Show(Recipes.Entry(chosen), parsed.GetValue(json));
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
            Output.Table(
                ["name", "what it trains", "source"],
                Recipes.All.Select(entry => new[] { entry.Recipe.Name, entry.Summary, entry.Source }));
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (RecipeEntry entry in Recipes.All)
            {
                writer.WriteStartObject();
                writer.WriteString("name", entry.Recipe.Name);
                writer.WriteString("summary", entry.Summary);
                writer.WriteString("source", entry.Source);
                writer.WriteString("changes", entry.Changes);
                writer.WritePropertyName("recipe");
                writer.WriteRawValue(RecipeJson.Write(entry.Recipe));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static void Show(RecipeEntry entry, bool json)
    {
        if (json)
        {
            Console.Out.Write(RecipeJson.Write(entry.Recipe));
            return;
        }
        Console.Out.WriteLine($"{entry.Recipe.Name}: {entry.Summary}{(entry.Source.Length > 0 ? $" ({entry.Source})" : "")}");
        if (entry.Changes.Length > 0)
        {
            Console.Out.WriteLine($"Unlike the paper: {entry.Changes}.");
        }
        Console.Out.WriteLine();
        Output.Table(
            ["key", "value", "what it is"],
            RecipeFields.Flatten(entry.Recipe).Select(field => new[] { field.Path, Setting.Show(field.Value), field.Summary }));
    }
}
