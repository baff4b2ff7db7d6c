namespace Saddle.Components;

/// <summary>The components of one kind, by name.</summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class Catalogue<T> where T : Component
{
    private readonly Entry<T>[] _entries;

    /// <summary>Creates the catalogue.</summary>
    /// <param name="kind">What its members are called: <c>objective</c>.</param>
    /// <param name="entries">Its lines, in the order in which they are listed.</param>
    public Catalogue(string kind, params Entry<T>[] entries) => (Kind, _entries) = (kind, entries);

    /// <summary>What its members are called.</summary>
    public string Kind { get; }

    /// <summary>The lines in the order in which they are listed.</summary>
    public IReadOnlyList<Entry<T>> Entries => _entries;

    /// <summary>The names in the order in which they are listed.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Name)];

    /// <summary>The line of that name, or null.</summary>
    public Entry<T>? Find(string name) => Array.Find(_entries, entry => entry.Name == name);

    /// <summary>The line of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the nearest name and all known ones are told.</exception>
    public Entry<T> this[string name] => Find(name) ?? throw new ArgumentException(Components.Names.Unknown(Kind, name, Names));

    /// <summary>Makes a component from its name and some settings.</summary>
    /// <exception cref="ArgumentException">The name or a setting is wrong; every problem is named.</exception>
    public T Create(string name, params IEnumerable<(string Name, object Value)> values)
    {
        var problems = new List<string>();
        Entry<T> entry = this[name];
        SettingValues settings = SettingValues.Resolve(entry.Settings, values, problems);
        return problems.Count == 0
            ? entry.Create(settings)
            : throw new ArgumentException($"{Kind} {name}: {string.Join("; ", problems)}.");
    }
}
