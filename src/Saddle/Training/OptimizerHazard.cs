using Saddle.Components;

namespace Saddle.Training;

/// <summary>What in a recipe's optimisers makes an update infinite, whatever the learning rate is.</summary>
internal static class OptimizerHazard
{
    private const string Ending = "optimizer.epsilon";

    /// <summary>The settings that do, with what would not, as the end of a sentence; null where there are none.</summary>
    internal static string? Of(Recipe recipe)
    {
        string[] paths =
        [
            .. RecipeFields.Flatten(recipe)
                .Where(entry => entry.Path.EndsWith(Ending, StringComparison.Ordinal) && entry.Value is 0.0)
                .Select(entry => RecipeFields.Short(entry.Path)),
        ];
        return paths.Length == 0
            ? null
            : $"{string.Join(" and ", paths)} {(paths.Length == 1 ? "is" : "are")} 0, so that a parameter whose gradients were "
                + "exactly 0 becomes 0/0; 1e-8 is usual";
    }
}
