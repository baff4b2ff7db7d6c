using System.Globalization;

namespace Saddle.Runtime;

/// <summary>The classes of a generator, found by name or number.</summary>
/// <param name="names">The names, by their numbers.</param>
internal sealed class ClassNames(IReadOnlyList<string> names)
{
    private const int NearestTold = 5;

    /// <summary>The number of a class.</summary>
    /// <param name="label">What was asked for.</param>
    /// <exception cref="ExportException">There is no such class; the message names the nearest.</exception>
    internal long Number(ClassLabel label)
    {
        int number = label.Name is { } name ? Find(name) : label.Number;
        return number >= 0 && number < names.Count ? number : throw Unknown(label);
    }

    private int Find(string name)
    {
        string trimmed = name.Trim();
        int exact = IndexOf(trimmed, StringComparison.Ordinal);
        int found = exact >= 0 ? exact : IndexOf(trimmed, StringComparison.OrdinalIgnoreCase);
        return found >= 0 || !int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? found
            : number;
    }

    private int IndexOf(string name, StringComparison comparison)
    {
        for (int k = 0; k < names.Count; k++)
        {
            if (string.Equals(names[k], name, comparison))
            {
                return k;
            }
        }
        return -1;
    }

    private ExportException Unknown(ClassLabel label)
    {
        string last = (names.Count - 1).ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> nearest = names.OrderBy(name => EditDistance(name, label.ToString())).Take(NearestTold);
        return new ExportException(label.Name is null
            ? $"There is no class {label}: classes have the numbers 0 to {last}."
            : $"There is no class '{label}': {(names.Count > NearestTold ? "the nearest are" : "there are")} "
                + $"{string.Join(", ", nearest)}, or a number from 0 to {last}.");
    }

    // Levenshtein's: how many letters are put in, left out or replaced; case does not count.
    private static int EditDistance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int k = 0; k < from.Length; k++)
        {
            int diagonal = row[0];
            row[0] = k + 1;
            for (int j = 0; j < to.Length; j++)
            {
                bool same = char.ToUpperInvariant(from[k]) == char.ToUpperInvariant(to[j]);
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(row[j], row[j + 1]));
            }
        }
        return row[^1];
    }
}
