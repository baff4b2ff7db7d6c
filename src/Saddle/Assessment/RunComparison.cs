using Saddle.Components;
using Saddle.Reporting;
using Saddle.Training;

namespace Saddle.Assessment;

/// <summary>Runs side by side: those that differ in their seed only are one line, with means and deviations.</summary>
public sealed class RunComparison
{
    // Where and how it was computed is no part of what was compared.
    private static readonly string[] s_aside =
    [
        "name", "seed", "device", "threads", "log_every_steps", "sample_every_images", "sample_count", "checkpoint_every_images",
        "keep_checkpoints",
    ];

    private RunComparison(IReadOnlyList<string> keys, IReadOnlyList<ComparedRuns> lines, IReadOnlyList<string> skipped)
        => (Keys, Lines, Skipped) = (keys, lines, skipped);

    /// <summary>The scores' keys, in the order in which they first appear.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The lines, in the order in which their first runs were named.</summary>
    public IReadOnlyList<ComparedRuns> Lines { get; }

    /// <summary>
    /// What was left out, a sentence each: folders that hold no run, damaged ones, runs that were never evaluated.
    /// </summary>
    public IReadOnlyList<string> Skipped { get; }

    /// <summary>Compares runs by their newest evaluations; what cannot be compared is left out and named.</summary>
    /// <param name="folders">The runs' folders.</param>
    /// <exception cref="RecipeException">Nothing is left; what is wrong with each folder is told.</exception>
    public static RunComparison Of(IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var skipped = new List<string>();
        ComparedRun[] runs = [.. folders.Select(folder => Read(folder, skipped)).OfType<ComparedRun>()];
        if (runs.Length == 0)
        {
            throw new RecipeException(skipped);
        }
        ILookup<string, ComparedRun> groups = runs.ToLookup(
            run => string.Join('\n', Compared(run.Recipe).Select(field => $"{field.Path}={field.Value}")));
        string[] differing =
        [
            .. groups.SelectMany(group => Compared(group.First().Recipe)).ToLookup(field => field.Path, field => field.Value)
                .Where(field => field.Count() < groups.Count || field.Distinct().Count() > 1).Select(field => field.Key),
        ];
        bool names = groups.Select(group => group.First().Recipe.Name).Distinct().Count() == groups.Count;
        return new RunComparison(
            [.. runs.SelectMany(run => run.Scores.Keys).Distinct()],
            [
                .. groups.Select(
                    group => new ComparedRuns(names ? group.First().Recipe.Name : Label(group.First().Recipe), [.. group])),
            ],
            skipped);

        // The recipe's name, and what sets it apart from the others of that name.
        string Label(Recipe recipe) => $"{recipe.Name} ({string.Join(
            ", ", Compared(recipe).Where(field => differing.Contains(field.Path))
                .Select(field => $"{field.Path} {field.Value}"))})";
    }

    private static ComparedRun? Read(string folder, List<string> skipped)
    {
        try
        {
            return ComparedRun.Read(folder);
        }
        catch (InputException error)
        {
            skipped.AddRange(error.Problems);
            return null;
        }
    }

    private static IEnumerable<(string Path, string Value)> Compared(Recipe recipe)
        => RecipeFields.Flatten(recipe).Where(field => !s_aside.Contains(field.Path))
            .Select(field => (RecipeFields.Short(field.Path), Setting.Show(field.Value)));
}
