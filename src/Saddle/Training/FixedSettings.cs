using Saddle.Components;

namespace Saddle.Training;

/// <summary>
/// What of a recipe may not change within a run: all but how long it is, where it is computed, and what is only written or
/// measured. Each checkpoint holds it, so that a recipe that was edited since is found out.
/// </summary>
internal static class FixedSettings
{
    private static readonly HashSet<string> s_free =
    [
        "name", "images", "log_every_steps", "sample_every_images", "sample_count", "checkpoint_every_images", "keep_checkpoints",
        "device", "threads", "micro_batch", "cuda_graphs",
    ];

    /// <summary>The settings by the names that users type, with their values as text; paths are not among them.</summary>
    internal static Dictionary<string, string> Of(Recipe recipe)
        => RecipeFields.Flatten(recipe with { Data = RecipePaths.WithoutPaths(recipe.Data) })
            .Where(entry => !IsFree(entry.Path))
            .ToDictionary(entry => RecipeFields.Short(entry.Path), entry => entry.Value as string ?? Setting.Show(entry.Value));

    /// <summary>Makes sure that a recipe goes on as the run of a checkpoint was begun, as far as it says.</summary>
    /// <exception cref="RecipeException">A setting has changed; each is named.</exception>
    internal static void Check(Run run, Checkpoint? checkpoint)
    {
        Dictionary<string, string> now = Of(run.Recipe);
        string[] problems =
        [
            .. from before in checkpoint?.State.Settings ?? new Dictionary<string, string>()
               where now.TryGetValue(before.Key, out string? value) && value != before.Value
               select $"{run.Folder}: {before.Key} is {now[before.Key]}, but the run was begun with {before.Value}, which cannot "
                   + "change within a run: put it back, or train the recipe in another folder.",
        ];
        if (problems.Length > 0)
        {
            throw new RecipeException(problems)
            {
                Remedies = [new(RemedyKind.TrainAnew, Path.Combine(run.Folder, NewRunFolder.RecipeName))],
            };
        }
    }

    private static bool IsFree(string path) => s_free.Contains(path) || path.StartsWith("evaluate.", StringComparison.Ordinal);
}
