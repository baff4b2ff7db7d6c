namespace Saddle.Components;

/// <summary>
/// A component as paths and values (<c>batch</c>, <c>learner.objective.name</c>): what recipe.json, <c>--set</c> and the lists of
/// the command line go by.
/// </summary>
internal static class ComponentPaths
{
    internal const string NameKey = "name";

    /// <summary>The name of the section of a component that a list may have: <c>gradient_penalty</c>.</summary>
    internal static string SectionOf(string component) => component.Replace('-', '_');

    /// <summary>Every path of a component with its value and meaning, simple settings first.</summary>
    /// <param name="component">The component.</param>
    /// <param name="prefix">What the paths begin with: nothing, or <c>learner.</c></param>
    internal static IEnumerable<(string Path, object Value, string Summary)> Flatten(Component component, string prefix = "")
    {
        IReadOnlyList<Setting> settings = component.About.Settings;
        foreach (Setting setting in settings.Where(setting => !setting.IsSection))
        {
            yield return (prefix + setting.Name, setting.Get(component), setting.Summary);
        }
        foreach (Setting setting in settings)
        {
            foreach ((string, object, string) inner in Sections(component, setting, prefix))
            {
                yield return inner;
            }
        }
    }

    /// <summary>
    /// The component with some values changed. Naming another component in a section starts from that component's defaults.
    /// </summary>
    /// <param name="component">Where to start.</param>
    /// <param name="changes">Paths and values; texts are parsed. The last of equal paths counts.</param>
    /// <param name="problems">Receives every unknown path and bad value.</param>
    internal static Component With(
        Component component, IEnumerable<(string Path, object Value)> changes, ICollection<string> problems)
    {
        List<(string Path, object Value)> all = [.. changes];
        IReadOnlyList<Setting> settings = component.About.Settings;
        foreach (Setting setting in settings)
        {
            component = setting switch
            {
                ISections sections => WithMembers(component, sections, all, problems),
                ISection section =>
                    WithSection(component, setting, section.Catalogue, OfSection(all, setting.Name, section), problems),
                _ => WithValue(component, setting, all, problems),
            };
        }
        foreach ((string path, object value) in all.Where(change => !IsKnown(component, change.Path, change.Value)))
        {
            problems.Add(UnknownPath(component, path, value));
        }
        return component;
    }

    /// <summary>Whether a component has a setting, or a section, that a path begins with.</summary>
    internal static bool Has(Component component, string path)
    {
        string first = path.Split('.')[0];
        return component.About.Settings.Any(setting => IsCalled(setting, first));
    }

    private static bool IsCalled(Setting setting, string first) => setting is ISections sections
        ? sections.Catalogue.Lines.Any(line => SectionOf(line.Name) == first)
        : setting.Name == first;

    private static IEnumerable<(string Path, object Value, string Summary)> Sections(
        Component component, Setting setting, string prefix)
    {
        switch (setting)
        {
            case ISections sections:
                return sections.Catalogue.Lines.SelectMany(
                    line => Flatten(sections.MemberOf(component, line), $"{prefix}{SectionOf(line.Name)}."));
            case ISection section:
                var inner = (Component)setting.Get(component);
                string path = $"{prefix}{setting.Name}.";
                (string, object, string)[] name = section.Catalogue is null
                    ? []
                    : [(path + NameKey, inner.Name, setting.Summary)];
                return name.Concat(Flatten(inner, path));
            default:
                return [];
        }
    }

    private static List<(string Path, object Value)> Within(List<(string Path, object Value)> changes, string section)
        => [.. changes.Where(change => change.Path.StartsWith(section + ".", StringComparison.Ordinal))
            .Select(change => (change.Path[(section.Length + 1)..], change.Value))];

    // A section may be given as a name: objective=hinge means objective.name=hinge.
    private static List<(string Path, object Value)> OfSection(
        List<(string Path, object Value)> changes, string name, ISection section)
        => Within([.. changes.Select(change => section.Catalogue is not null && change.Path == name && change.Value is string
            ? ($"{name}.{NameKey}", change.Value) : change)], name);

    private static Component WithValue(
        Component component, Setting setting, List<(string Path, object Value)> changes, ICollection<string> problems)
    {
        foreach ((_, object value) in changes.Where(change => change.Path == setting.Name))
        {
            object read = setting.Read(value, out string? problem);
            if (problem is not null)
            {
                problems.Add(problem);
            }
            component = problem is null ? setting.Put(component, read) : component;
        }
        return component;
    }

    private static Component WithSection(
        Component component, Setting setting, ICatalogue? catalogue, List<(string Path, object Value)> changes,
        ICollection<string> problems)
    {
        if (changes.Count == 0)
        {
            return component;
        }
        var before = (Component)setting.Get(component);
        if (catalogue is null)
        {
            return setting.Put(component, Inner(before, changes, setting.Name, problems));
        }
        object chosen = changes.LastOrDefault(change => change.Path == NameKey).Value ?? before.Name;
        if (chosen is not string name)
        {
            problems.Add(
                $"{setting.Name}.name must be one of {string.Join(", ", catalogue.Names)}, but is {Setting.Show(chosen)}");
            return component;
        }
        if (catalogue.Lines.FirstOrDefault(line => line.Name == name) is not { } entry)
        {
            problems.Add($"{setting.Name}.name: {Names.Unknown(setting.Name, name, catalogue.Names)}");
            return component;
        }
        Component start = name == before.Name ? before : catalogue.KeepsValues ? Keeping(entry.Example, before) : entry.Example;
        Component after = Inner(start, [.. changes.Where(change => change.Path != NameKey)], $"{setting.Name} {name}", problems);
        return setting.Put(component, after);
    }

    private static Component WithMembers(
        Component component, ISections sections, List<(string Path, object Value)> changes, ICollection<string> problems)
    {
        foreach (Entry line in sections.Catalogue.Lines)
        {
            string section = SectionOf(line.Name);
            if (Within(changes, section) is { Count: > 0 } own)
            {
                component = sections.WithMember(component, Inner(sections.MemberOf(component, line), own, section, problems));
            }
        }
        return component;
    }

    private static Component Inner(
        Component component, List<(string Path, object Value)> changes, string where, ICollection<string> problems)
    {
        var own = new List<string>();
        Component changed = With(component, changes, own);
        foreach (string problem in own)
        {
            problems.Add($"{where}: {problem}");
        }
        return changed;
    }

    // What both components have a setting for, of the same name and kind.
    private static Component Keeping(Component chosen, Component before)
    {
        foreach ((Setting setting, object value) in before.Settings)
        {
            if (chosen.About.Settings.FirstOrDefault(own => own.Name == setting.Name && own.Kind == setting.Kind) is { } own
                && (own.IsSection || own.Read(value, out string? problem) is not null && problem is null))
            {
                chosen = own.Put(chosen, value);
            }
        }
        return chosen;
    }

    private static bool IsKnown(Component component, string path, object value)
    {
        bool within = path.Contains('.', StringComparison.Ordinal);
        string first = path.Split('.')[0];
        return component.About.Settings.Any(setting => setting.IsSection
            ? IsCalled(setting, first) && (within || (value is string && setting is ISection { Catalogue: not null }))
            : setting.Name == path);
    }

    private static string UnknownPath(Component component, string path, object value)
    {
        if (Has(component, path) && !path.Contains('.', StringComparison.Ordinal))
        {
            bool isChosen = component.About.Settings.Any(
                setting => setting.Name == path && setting is ISection { Catalogue: not null });
            string remedy = isChosen ? $"{path}.name to choose another, or one of its settings" : "one of its settings";
            return $"{path} is a section: set {remedy}, but it is {Setting.Show(value)}";
        }
        if (component.About.Settings.FirstOrDefault(setting => setting.Name == path.Split('.')[0]) is { IsSection: false } simple)
        {
            return $"{simple.Name} must be {simple.Range}, and has no settings of its own, but there is {path}";
        }
        string[] known = [.. Flatten(component).Select(entry => entry.Path)];
        return known.Length == 0
            ? $"there is no setting '{path}' here, nor any other"
            : Names.Unknown("setting", path, known).TrimEnd('.');
    }
}
