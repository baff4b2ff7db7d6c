namespace Saddle.Training;

/// <summary>
/// What a recipe of an older format means where it says nothing of a setting: settings that came later have defaults that would
/// change an old run's game.
/// </summary>
internal static class RecipeHistory
{
    // The last format without the setting, its path, and what such a recipe was trained as if it had said.
    private static readonly (int Format, string Path, object Value)[] s_meant =
    [
        (2, "learner.average_warmup", "none"),
        (2, "learner.packing_counts", "samples"),
        (3, "data.window", 0),
        (3, "latent_numbers", "mt19937"),
        (4, "data.jpeg", "full"),
        (5, "device", "cpu"),
        (5, "deterministic", false),
        (5, "tf32", "convolutions"),
    ];

    /// <summary>The recipe with what its text meant without saying so.</summary>
    /// <param name="recipe">What the text says, and today's defaults.</param>
    /// <param name="format">The text's format.</param>
    /// <param name="said">The paths that the text has.</param>
    internal static Recipe Completed(Recipe recipe, int format, IEnumerable<string> said)
    {
        (int Format, string Path, object Value)[] later = [.. s_meant.Where(setting => format <= setting.Format)];
        if (later.Length == 0)
        {
            return recipe;
        }
        var known = said.Select(RecipeFields.Short).ToHashSet();
        var there = RecipeFields.Flatten(recipe).Select(field => field.Path).ToHashSet();
        return RecipeFields.With(recipe, later
            .Where(setting => there.Contains(setting.Path) && !known.Contains(RecipeFields.Short(setting.Path)))
            .Select(setting => (setting.Path, setting.Value)));
    }
}
