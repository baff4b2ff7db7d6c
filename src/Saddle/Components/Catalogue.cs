namespace Saddle.Components;

/// <summary>The components of one kind, by name, whatever the kind.</summary>
internal interface ICatalogue
{
    /// <summary>What its members are called.</summary>
    public string Kind { get; }

    /// <summary>Whether another member, when it is chosen, keeps the values of settings that both have.</summary>
    public bool KeepsValues { get; }

    /// <summary>The names in the order in which they are listed.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The lines in the order in which they are listed.</summary>
    public IReadOnlyList<Entry> Lines { get; }
}

/// <summary>
/// The components of one kind, by name. Those of Saddle are there from the start; other code adds its own with <see cref="Add"/>,
/// after which they are chosen, listed, written and read like Saddle's.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class Catalogue<T> : ICatalogue where T : Component
{
    private readonly Registry<Entry<T>> _entries;

    /// <summary>Creates the catalogue.</summary>
    /// <param name="kind">What its members are called: <c>objective</c>.</param>
    /// <param name="entries">Its lines, in the order in which they are listed.</param>
    public Catalogue(string kind, params Entry<T>[] entries) => (Kind, _entries) = (kind, new(kind, entry => entry.Name, entries)
    {
        Clash = (taken, entry) =>
            $"{kind} '{entry.Name}' is there twice: {taken.Origin} has one, and so has {entry.Origin}; "
            + "use one of them, or rename yours.",
    });

    /// <summary>What its members are called.</summary>
    public string Kind { get; }

    /// <summary>The lines in the order in which they are listed.</summary>
    public IReadOnlyList<Entry<T>> Entries => _entries.All;

    /// <summary>The names in the order in which they are listed.</summary>
    public IReadOnlyList<string> Names => [.. Entries.Select(entry => entry.Name)];

    /// <summary>Whether another member, when it is chosen, keeps the values of settings that both have.</summary>
    internal bool KeepsValues { get; init; }

    bool ICatalogue.KeepsValues => KeepsValues;

    IReadOnlyList<Entry> ICatalogue.Lines => _entries.All;

    /// <summary>Adds a line at the end; one that is there already stays.</summary>
    /// <exception cref="InputException">Another component has the name, or something beside it in recipes.</exception>
    public void Add(Entry<T> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Find(entry.Name) is null)
        {
            SectionNames.Check(this, entry);
        }
        _entries.Add(entry);
    }

    /// <summary>The line of that name, or null.</summary>
    public Entry<T>? Find(string name) => _entries.Find(name);

    /// <summary>The line of that name.</summary>
    /// <exception cref="InputException">There is none; the nearest name and all known ones are told.</exception>
    public Entry<T> this[string name] => Find(name) ?? throw new InputException(Components.Names.Unknown(Kind, name, Names));

    /// <summary>Makes a component from its name and some settings.</summary>
    /// <param name="name">The component's.</param>
    /// <param name="values">Settings by name, or by path where a setting is a component; texts are parsed.</param>
    /// <exception cref="InputException">The name or a setting is wrong; every problem is named.</exception>
    public T Create(string name, params IEnumerable<(string Name, object Value)> values)
    {
        var problems = new List<string>();
        Component made = ComponentPaths.With(this[name].Example, values, problems);
        if (problems.Count == 0)
        {
            problems.AddRange(made.Problems());
        }
        return problems.Count == 0
            ? (T)made
            : throw new InputException([.. problems.Select(problem => $"{Kind} {name}: {problem.TrimEnd('.')}.")]);
    }
}
