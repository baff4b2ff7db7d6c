using System.Globalization;
using Saddle.Components;
using Saddle.Sampling;

namespace Saddle.Conditions;

/// <summary><c>--label</c>: classes by name or number.</summary>
internal static class LabelOption
{
    private const string All = "all";

    /// <summary>The option.</summary>
    internal static SampleOption Option { get; } = new(
        "--label", SampleOptionKind.Text, "The class to draw; several with commas between, or all, give a row each")
    {
        HelpName = "NAME|NUMBER|all",
        Example = All,
        Refusal = "was trained without class labels ({0}); leave --label out, or train with one of {1} (recipe cgan)",
    };

    /// <summary>The numbers of the classes that are meant.</summary>
    /// <param name="text">One class or several with commas between, or all.</param>
    /// <param name="classes">The classes' names.</param>
    /// <exception cref="InputException">There is no such class; the message lists them.</exception>
    internal static long[] Read(string text, IReadOnlyList<string> classes) => text == All
        ? [.. Enumerable.Range(0, classes.Count)]
        : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name => Find(classes, name))];

    private static long Find(IReadOnlyList<string> classes, string name)
    {
        int index = classes.ToList().FindIndex(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return index;
        }
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < classes.Count)
        {
            return number;
        }
        string near = Names.Nearest(name, classes) is { } nearest ? $" (did you mean {nearest}?)" : "";
        IEnumerable<string> list = classes.Select(
            (known, k) => known == k.ToString(CultureInfo.InvariantCulture) ? known : $"{k} {known}");
        throw new InputException(
            $"--label {name}: expected {All}, or a class by its number or name: {string.Join(", ", list)}{near}.");
    }
}
