using Saddle.Components;
using Saddle.Data;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>What <c>saddle train</c> was asked for, and the recipe that follows from it.</summary>
internal sealed record TrainRequest
{
    private const long MaximumImages = 1_000_000_000_000;

    internal string? RecipeName { get; init; }

    /// <summary>The recipe that suits the data where none is named.</summary>
    internal Recipe? Chosen { get; init; }
    internal string? Data { get; init; }
    internal IReadOnlyList<string> Changes { get; init; } = [];
    internal long? Steps { get; init; }
    internal long? Seed { get; init; }
    internal string? Out { get; init; }
    internal string? From { get; init; }
    internal string? Resume { get; init; }
    internal bool Restart { get; init; }
    internal string? Device { get; init; }
    internal long? Threads { get; init; }
    internal bool DryRun { get; init; }
    internal bool Json { get; init; }

    /// <summary>
    /// The data that wants a recipe; null where one is named, or the data cannot be understood, which <see cref="Recipe"/> tells.
    /// </summary>
    internal DataSource? Source()
        => Data is not null && RecipeName is null && Resume is null && From is null
            ? Try(() => DataSource.FromSpec(Data), [])
            : null;

    /// <summary>The recipe of a new run.</summary>
    /// <exception cref="RecipeException">Something asked for is wrong; all such things are told.</exception>
    internal Recipe Recipe()
    {
        var problems = new List<string>();
        DataSource? data = Data is null ? null : Try(() => DataSource.FromSpec(Data), problems);
        List<(string Path, object Value)> changes =
            [.. Changes.Select(change => Try(() => Split(change), problems)).Where(change => change.Path is not null)];
        if (Try(Base, problems) is { } recipe)
        {
            recipe = data is null ? recipe : recipe with { Data = data };
            recipe = From is null ? recipe : recipe with { From = From, FromDigest = "" };
            recipe = Try(() => RecipeFields.With(recipe, changes), problems) ?? recipe;
            recipe = Try(() => Change(recipe), problems) ?? recipe;
            if (problems.Count == 0)
            {
                return recipe;
            }
        }
        throw new RecipeException(problems);
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
        var problems = new List<string>();
        var changes = new List<(string, object)>();
        if (Steps is { } steps)
        {
            if (steps <= MaximumImages / recipe.Batch)
            {
                changes.Add(("images", steps * recipe.Batch));
            }
            else
            {
                problems.Add(
                    $"--steps must be from 1 to {MaximumImages / recipe.Batch} for a batch of {recipe.Batch}, but is {steps}.");
            }
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
            changes.Add(("threads", threads));
        }
        Recipe? changed = Try(() => RecipeFields.With(recipe, changes), problems);
        if (Resume is not null && Data is not null && changed is not null)
        {
            changed = Try(() => changed.WithDataAt(Data), problems);
        }
        return problems.Count == 0 ? changed! : throw new RecipeException(problems);
    }

    /// <summary>The folder of a new run of a recipe.</summary>
    internal string OutFolder(Recipe recipe) => Out ?? Run.NextFolder("runs", recipe.Name);

    private Recipe Base()
    {
        if (RecipeName is null)
        {
            return From is not null ? Recipes.OfRun(From) : Chosen ?? Recipes.Dcgan;
        }
        if (RecipeName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(RecipeName)
                ? RecipeJson.Load(RecipeName)
                : throw new RecipeException($"{RecipeName}: there is no such file; expected a recipe.json, or a recipe's name.");
        }
        bool isRun = !Recipes.All.Any(entry => entry.Recipe.Name == RecipeName)
            && File.Exists(Path.Combine(RecipeName, "recipe.json"));
        return isRun
            ? throw new RecipeException(
                $"{RecipeName} is a run: continue it with --resume {Quoted.Word(RecipeName)}, or train its recipe anew: "
                + $"{Path.Combine(RecipeName, "recipe.json")}")
            : Recipes.Find(RecipeName);
    }

    /// <summary>Reads <c>PATH=VALUE</c>.</summary>
    internal static (string Path, object Value) Split(string change)
    {
        int equals = change.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (change[..equals].Trim(), change[(equals + 1)..].Trim())
            : throw new RecipeException($"--set {change}: expected PATH=VALUE, such as --set batch=128.");
    }

    // One mistake does not hide the others.
    private static T? Try<T>(Func<T> make, List<string> problems)
    {
        try
        {
            return make();
        }
        catch (InputException error)
        {
            problems.AddRange(RemedyWords.Lines(error));
        }
        return default;
    }
}
