namespace Saddle.Components;

/// <summary>Names that people type.</summary>
public static class Names
{
    private const int LongestShown = 80;

    /// <summary>The known name that is nearest to a mistyped or cut one, or null if none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">What would have been right.</param>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(known);
        (string? Name, int Distance) best = (null, Math.Max(2, typed.Length / 2));
        foreach (string name in known)
        {
            // As many letters are at least to be added or taken away.
            if (Math.Abs(typed.Length - name.Length) > best.Distance)
            {
                continue;
            }
            int distance = Distance(typed.ToLowerInvariant(), name);
            if (distance <= best.Distance && (best.Name is null || distance < best.Distance))
            {
                best = (name, distance);
            }
        }
        // The beginning of one name only is a good hint too.
        return best.Name
            ?? OnlyOne(known.Where(name => typed.Length >= 3 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The sentence for an unknown name, with the nearest known one and the list.</summary>
    /// <param name="kind">What is named: <c>objective</c>.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">What would have been right.</param>
    public static string Unknown(string kind, string typed, IReadOnlyList<string> known)
    {
        string hint = Nearest(typed, known) is { } near ? $"did you mean {near}? " : "";
        return $"unknown {kind} '{Shown(typed)}'{(hint.Length > 0 ? ": " : ". ")}{hint}Known: {string.Join(", ", known)}.";
    }

    /// <summary>What was typed, for a message: its beginning, where it is no name but a page.</summary>
    public static string Shown(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.Length <= LongestShown ? typed : $"{typed.AsSpan(0, LongestShown)}...";
    }

    private static string? OnlyOne(IEnumerable<string> names)
        => names.Take(2).ToArray() is [var only] ? only : null;

    // The fewest changes of a letter, and swaps of two neighbours, that make one of the other (optimal string alignment).
    private static int Distance(string a, string b)
    {
        int[] beforeLast = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(substituted, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }
            (beforeLast, last) = (last, row);
        }
        return last[b.Length];
    }
}
