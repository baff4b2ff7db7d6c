using Saddle.Components;
using Saddle.Data;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>What <c>saddle train</c> was asked for, and the recipe that follows from it.</summary>
internal sealed record TrainRequest
{
    internal string? RecipeName { get; init; }
    internal string? Data { get; init; }
    internal IReadOnlyList<string> Changes { get; init; } = [];
    internal long? Steps { get; init; }
    internal long? Seed { get; init; }
    internal string? Out { get; init; }
    internal string? Resume { get; init; }
    internal string? Device { get; init; }
    internal int? Threads { get; init; }
    internal bool DryRun { get; init; }
    internal bool Json { get; init; }

    /// <summary>The recipe of a new run.</summary>
    internal Recipe Recipe()
    {
        DataSource? data = Data is null ? null : DataSource.FromSpec(Data);
        Recipe recipe = Base(data);
        recipe = data is null ? recipe : recipe with { Data = data };
        return Change(RecipeFields.With(recipe, Changes.Select(Split)));
    }

    /// <summary>The recipe of the run to be continued.</summary>
    internal Recipe RecipeToResume()
    {
        using Run run = Run.Open(Resume!);
        return Change(run.Recipe);
    }

    /// <summary>The changes that have options of their own, and may be made to a run that is continued.</summary>
    internal Recipe Change(Recipe recipe)
    {
        var changes = new List<(string, object)>();
        if (Steps is { } steps)
        {
            changes.Add(steps >= 1
                ? ("images", checked(steps * recipe.Batch))
                : throw new RecipeException($"--steps must be at least 1, but is {steps}."));
        }
        if (Seed is { } seed)
        {
            changes.Add(("seed", seed));
        }
        if (Device is not null)
        {
            changes.Add(("device", Device));
        }
        if (Threads is { } threads)
        {
            changes.Add(("threads", (long)threads));
        }
        return RecipeFields.With(recipe, changes);
    }

    /// <summary>The folder of a new run of a recipe.</summary>
    internal string OutFolder(Recipe recipe) => Out ?? Run.NextFolder("runs", recipe.Name);

    private Recipe Base(DataSource? data)
    {
        if (RecipeName is null)
        {
            // Data that has a recipe of its own brings it along.
            return Recipes.All.FirstOrDefault(entry => data is not null && entry.Recipe.Name == data.Name).Recipe ?? Recipes.Dcgan;
        }
        if (!RecipeName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Recipes.Find(RecipeName);
        }
        return File.Exists(RecipeName)
            ? RecipeJson.Read(File.ReadAllText(RecipeName), RecipeName)
            : throw new RecipeException($"{RecipeName}: there is no such file.");
    }

    /// <summary>Reads <c>PATH=VALUE</c>.</summary>
    internal static (string Path, object Value) Split(string change)
    {
        int equals = change.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (change[..equals].Trim(), change[(equals + 1)..].Trim())
            : throw new RecipeException($"--set {change}: expected PATH=VALUE, such as --set batch=128.");
    }
}
