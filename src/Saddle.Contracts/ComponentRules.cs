using Saddle.Components;

namespace Saddle.Contracts;

/// <summary>What every component keeps.</summary>
internal static class ComponentRules
{
    internal static IEnumerable<Rule> Of(Component component) =>
    [
        new("its name is lower case with hyphens, and its summary one line", () => Described(component.About)),
        new("its settings have names, one-line meanings and defaults in their ranges", () => Declared(component.About)),
        new("its values are in their ranges and do not contradict each other",
            () => component.Problems() is { Count: > 0 } problems
            ? string.Join("; ", problems) : null),
        new("it is the same again from its values, and from their texts", () => RoundTrip(component)),
    ];

    private static string? Described(Entry entry)
    {
        bool isName = entry.Name.Length > 0
            && entry.Name.Split('-')
                .All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
        return !isName ? $"the name is '{entry.Name}'"
            : entry.Summary.Length == 0 || entry.Summary.Contains('\n', StringComparison.Ordinal)
                ? "the summary is empty or of several lines"
            : null;
    }

    private static string? Declared(Entry entry)
    {
        foreach (Setting setting in entry.Settings)
        {
            _ = setting.Read(setting.Default, out string? problem);
            if (problem is not null || setting.Summary.Length == 0 || setting.Summary.Contains('\n', StringComparison.Ordinal))
            {
                return problem ?? $"{setting.Name} has no meaning, or one of several lines";
            }
        }
        return entry.Settings.Select(setting => setting.Name).Distinct().Count() == entry.Settings.Count
            ? null
            : "two settings have one name";
    }

    private static string? RoundTrip(Component component)
    {
        Component again = component.About.Example, fromTexts = component.About.Example;
        foreach ((Setting setting, object value)
            in component.Settings.Where(pair => pair.Setting.Kind is not (SettingKind.Section or SettingKind.Sections)))
        {
            again = again.With(setting.Name, value);
            fromTexts = fromTexts.With(setting.Name, Setting.Show(value).Trim('"'));
        }
        return Shown(again) != Shown(component)
            ? $"it became {again}"
            : Shown(fromTexts) != Shown(component)
            ? $"it became {fromTexts} from texts"
            : null;
    }

    private static string Shown(Component component) => string.Join(
        ", ", component.Settings.Where(pair => pair.Setting.Kind is not (SettingKind.Section or SettingKind.Sections))
            .Select(pair => $"{pair.Setting.Name} {Setting.Show(pair.Value)}"));
}
