using System.Runtime.CompilerServices;
using Saddle.Components;
using Saddle.Learners;

namespace Saddle.Training;

/// <summary>
/// A recipe as paths and values (<c>batch</c>, <c>learner.objective.a</c>): what recipe.json, <c>--set</c> and the lists of the
/// command line go by. What is the learner's may be named without <c>learner.</c> where the recipe has nothing of that name:
/// <c>objective.a</c>. So do recipes of format 1, which were flat.
/// </summary>
public static class RecipeFields
{
    private const string LearnerPrefix = "learner.";

    /// <summary>Every path of a recipe with its value and meaning, sections last.</summary>
    public static IEnumerable<(string Path, object Value, string Summary)> Flatten(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return ComponentPaths.Flatten(recipe);
    }

    /// <summary>The recipe with some values changed. Naming another component starts from that component's defaults.</summary>
    /// <remarks>Another learner keeps what it has in common with the one before: network, optimisers...</remarks>
    /// <param name="recipe">Where to start.</param>
    /// <param name="changes">Paths and values; texts are parsed. The last of equal paths counts.</param>
    /// <exception cref="RecipeException">A path is unknown, a value wrong or a combination impossible; all such are
    /// told.</exception>
    public static Recipe With(Recipe recipe, IEnumerable<(string Path, object Value)> changes)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(changes);
        var problems = new List<string>();
        List<(string Path, object Value)> all = [.. changes];
        LearnerChoice learner = LearnerOf(recipe, all);
        List<(string Path, object Value)> known = [];
        foreach ((string path, object value) in all)
        {
            if (ComponentPaths.Has(recipe, path))
            {
                known.Add((path, value));
            }
            else if (ComponentPaths.Has(learner, path))
            {
                known.Add((LearnerPrefix + path, value));
            }
            else
            {
                problems.Add(UnknownPath(path, recipe with { Learner = learner }));
            }
        }
        var changed = (Recipe)ComponentPaths.With(recipe, known, problems);
        problems.AddRange(changed.Problems());
        return problems.Count == 0
            ? changed
            : throw new RecipeException([.. problems.Select(problem => problem[^1] is '.' or '?' ? problem : problem + ".")]);
    }

    /// <summary>
    /// The same recipe, once every value of it is found to be in its range: one made in code was never checked.
    /// </summary>
    /// <exception cref="RecipeException">A value is out of range; all such are told.</exception>
    internal static Recipe Checked(Recipe recipe) => With(recipe, []);

    // Whoever adds a component has perhaps not touched a recipe yet.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void TellSections() => SectionNames.Root = static () => Recipe.Entry;
#pragma warning restore CA2255

    /// <summary>
    /// A path as users type it: what is the learner's without <c>learner.</c> where nothing else has that name.
    /// </summary>
    internal static string Short(string path)
    {
        string inner = path.StartsWith(LearnerPrefix, StringComparison.Ordinal) ? path[LearnerPrefix.Length..] : path;
        return inner.Length == path.Length || ComponentPaths.Has(Recipes.Dcgan, inner) ? path : inner;
    }

    private static LearnerChoice LearnerOf(Recipe recipe, List<(string Path, object Value)> changes)
        => changes.LastOrDefault(change => change.Path is "learner" or LearnerPrefix + "name").Value is string name
            && LearnerChoice.All.Find(name) is { } entry
            ? entry.Example
            : recipe.Learner;

    private static string UnknownPath(string path, Recipe recipe)
    {
        if (LearnerChoice.All.Entries.FirstOrDefault(entry => ComponentPaths.Has(entry.Example, path)) is not null)
        {
            return $"{path}: learner {recipe.Learner.Name} does not look at it";
        }
        string[] known = [.. Flatten(recipe).Select(entry => Short(entry.Path))];
        return Names.Nearest(path, known) is { } near
            ? $"unknown key '{Names.Shown(path)}': did you mean {near}?"
            : $"unknown key '{Names.Shown(path)}'; known keys: {string.Join(", ", known)}";
    }
}
