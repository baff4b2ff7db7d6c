using Saddle.Components;

namespace Saddle.Theory.Experiments;

/// <summary>Settings that hold several names, separated by commas.</summary>
internal static class ListSetting
{
    /// <summary>What the names mean, in their order; all of the known ones for <c>all</c>.</summary>
    /// <param name="kind">What is named: <c>divergence</c>.</param>
    /// <param name="text">The names.</param>
    /// <param name="known">What there is.</param>
    /// <param name="name">What each is called.</param>
    /// <exception cref="InputException">A name is unknown, or there is none; every problem is named.</exception>
    internal static IReadOnlyList<T> Find<T>(string kind, string text, IReadOnlyList<T> known, Func<T, string> name)
    {
        string[] typed = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (typed is ["all"])
        {
            return known;
        }
        string[] names = [.. known.Select(name)];
        string[] problems = typed.Length == 0
            ? [$"expected at least one {kind}, but received none; known: {string.Join(", ", names)}"]
            : [.. typed.Where(one => !names.Contains(one)).Select(one => Names.Unknown(kind, one, names))];
        return problems.Length == 0
            ? [.. typed.Select(one => known[Array.IndexOf(names, one)])]
            : throw new InputException(problems);
    }
}
