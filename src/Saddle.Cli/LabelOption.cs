using System.Globalization;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Reads <c>--label</c>: classes by name or number.</summary>
internal static class LabelOption
{
    /// <summary>What stands for every class.</summary>
    internal const string All = "all";

    /// <summary>The numbers of the classes that are meant.</summary>
    /// <param name="run">The run.</param>
    /// <param name="text">One class or several with commas between, or <see cref="All"/>.</param>
    /// <exception cref="ArgumentException">The run knows no classes, or not these; the message lists them.</exception>
    internal static long[] Read(Run run, string text)
    {
        if (run.Conditioning() is not ClassConditioning)
        {
            throw new InputException(
                $"--label {text}: {run.Folder} was trained without class labels (conditioning {run.Conditioning().Name}); "
                + $"leave --label out, or train with one of {string.Join(", ", ClassConditionings)}: ./saddle train cgan.");
        }
        IReadOnlyList<string> classes = run.Form.Classes;
        return text == All
            ? [.. Enumerable.Range(0, classes.Count)]
            : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name => Find(classes, name))];
    }

    private static IEnumerable<string> ClassConditionings { get; } = [ConditionalGan.Entry.Name, AuxiliaryClassifier.Entry.Name, Projection.Entry.Name];

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
        string list = string.Join(", ", classes.Select((known, k) => known == k.ToString(CultureInfo.InvariantCulture) ? known : $"{k} {known}"));
        throw new InputException($"--label {name}: expected {All}, or a class by its number or name: {list}{near}.");
    }
}
