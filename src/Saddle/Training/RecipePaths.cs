using Saddle.Data;
using Saddle.Evaluation.Features;

namespace Saddle.Training;

/// <summary>
/// The paths of a recipe. A run keeps them as absolute ones, and beside them as they lie from its folder: so it goes on from any
/// folder, and where a tree with the run and its data was moved as a whole.
/// </summary>
internal static class RecipePaths
{
    /// <summary>The recipe with each path changed; what is empty, or no path, stays.</summary>
    internal static Recipe Map(Recipe recipe, Func<string, string> change)
    {
        DataSource data = recipe.Data.WithPaths(change);
        string features = recipe.Evaluate.Features;
        bool isFile = features.Length > 0 && features != "auto" && NamedFeatures.Find(features) is null;
        EvaluationPlan evaluate = isFile ? recipe.Evaluate with { Features = change(features) } : recipe.Evaluate;
        return recipe with { Data = data, Evaluate = evaluate };
    }

    /// <summary>The recipe with the paths of what is there as absolute ones.</summary>
    internal static Recipe Absolute(Recipe recipe)
        => Map(recipe, path => Path.Exists(path) ? Path.GetFullPath(path) : path);

    /// <summary>Each absolute path of a recipe, and how it lies from a folder.</summary>
    internal static Dictionary<string, string> From(string folder, Recipe recipe)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        Map(recipe, path =>
        {
            if (Path.IsPathFullyQualified(path))
            {
                paths[path] = Path.GetRelativePath(Path.GetFullPath(folder), path);
            }
            return path;
        });
        return paths;
    }

    /// <summary>The recipe with paths of what is not there any more taken from a folder, where they lead to something.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="paths">What <see cref="From"/> gave when the folder was written.</param>
    internal static Recipe Found(Recipe recipe, string folder, IReadOnlyDictionary<string, string> paths)
        => paths.Count == 0
            ? recipe
            : Map(recipe, path => !Path.Exists(path) && paths.TryGetValue(path, out string? beside)
                && Path.GetFullPath(beside, Path.GetFullPath(folder)) is var moved && Path.Exists(moved) ? moved : path);

    /// <summary>The paths of a recipe's data.</summary>
    internal static IReadOnlyList<string> Of(Recipe recipe)
    {
        var paths = new List<string>();
        recipe.Data.WithPaths(path =>
        {
            paths.Add(path);
            return path;
        });
        return paths;
    }

    /// <summary>The path of a recipe's data that is not there, or null.</summary>
    internal static string? Missing(Recipe recipe)
        => Of(recipe).FirstOrDefault(path => !Path.Exists(path));

    /// <summary>The recipe with the same data at another place.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="spec">The path, or what <see cref="DataSource.FromSpec(string)"/> understands.</param>
    /// <exception cref="InputException">It names no data, or others.</exception>
    internal static Recipe MovedTo(Recipe recipe, string spec)
    {
        DataSource own = recipe.Data;
        string given = spec.StartsWith(own.Name + ":", StringComparison.Ordinal) ? spec[(own.Name.Length + 1)..] : spec;
        string? before = null;
        own.WithPaths(path => before ??= path);
        if (before is not null && Path.Exists(given))
        {
            string now = Path.GetFullPath(given);
            return recipe with { Data = own.WithPaths(path => path == before ? now : Beside(path, before, now)) };
        }
        DataSource other = DataSource.FromSpec(spec);
        return WithoutPaths(other) == WithoutPaths(own)
            ? recipe with { Data = other }
            : throw new InputException(
                $"the run learns from {own.Name} ({own.ShowSettings()}), but {spec} is {other.Name} ({other.ShowSettings()}); "
                + "only the place of its data can be another.");
    }

    /// <summary>A source without its paths.</summary>
    internal static DataSource WithoutPaths(DataSource source) => source.WithPaths(_ => "");

    // Another file of the same data lies as it lay before, unless it is still where it was.
    private static string Beside(string path, string before, string now)
    {
        if (Path.Exists(path) || Path.GetDirectoryName(Path.GetFullPath(before)) is not { } folder)
        {
            return path;
        }
        string moved = Path.GetFullPath(Path.GetRelativePath(folder, path), Path.GetDirectoryName(now) ?? now);
        return Path.Exists(moved) ? moved : path;
    }
}
