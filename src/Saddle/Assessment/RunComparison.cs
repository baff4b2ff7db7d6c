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

    private RunComparison(IReadOnlyList<string> keys, IReadOnlyList<ComparedRuns> lines) => (Keys, Lines) = (keys, lines);

    /// <summary>The scores' keys, in the order in which they first appear.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The lines, in the order in which their first runs were named.</summary>
    public IReadOnlyList<ComparedRuns> Lines { get; }

    /// <summary>Compares runs by their newest evaluations.</summary>
    /// <param name="folders">The runs' folders.</param>
    /// <exception cref="RecipeException">A folder holds no run, or its run was never evaluated.</exception>
    public static RunComparison Of(IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ComparedRun[] runs = [.. folders.Select(ComparedRun.Read)];
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
            ]);

        // The recipe's name, and what sets it apart from the others of that name.
        string Label(Recipe recipe) => $"{recipe.Name} ({string.Join(
            ", ", Compared(recipe).Where(field => differing.Contains(field.Path))
                .Select(field => $"{field.Path} {field.Value}"))})";
    }

    private static IEnumerable<(string Path, string Value)> Compared(Recipe recipe)
        => RecipeFields.Flatten(recipe).Where(field => !s_aside.Contains(field.Path))
            .Select(field => (RecipeFields.Short(field.Path), Setting.Show(field.Value)));
}
