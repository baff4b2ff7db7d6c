namespace Saddle.Components;

/// <summary>One line of a catalogue: what a component is called, what it takes, and how it is made.</summary>
public abstract class Entry
{
    private readonly Lazy<Component> _example;
    private readonly Lazy<IReadOnlyList<Setting>> _settings;

    private protected Entry(string name, string summary, string source, Func<Component> create, IReadOnlyList<Setting> settings)
    {
        (Name, Summary, Source) = (name, summary, source);
        _example = new Lazy<Component>(create);
        // What a setting is when nothing is said is what a component has that nothing was said of.
        _settings = new Lazy<IReadOnlyList<Setting>>(
            () => [.. settings.Select(setting => setting with { Default = setting.Get(Example) })]);
    }

    /// <summary>What users type: lower case with hyphens.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; }

    /// <summary>Where it comes from: a paper with its equation, or empty.</summary>
    public string Source { get; }

    /// <summary>What it takes, with the defaults.</summary>
    public IReadOnlyList<Setting> Settings => _settings.Value;

    /// <summary>Where the component was written, as messages say it: <c>Garden 1.2.0 (Garden.Weeds)</c>.</summary>
    internal string Origin
    {
        get
        {
            Type type = Example.GetType();
            return $"{type.Assembly.GetName().Name} {type.Assembly.GetName().Version?.ToString(3)} ({type.FullName})";
        }
    }

    /// <summary>The component with its defaults.</summary>
    public Component Example => _example.Value;
}

/// <summary>One line of a catalogue of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The kind: objective, network...</typeparam>
public sealed class Entry<T> : Entry where T : Component
{
    /// <summary>Creates the line; the source generator does so from attributes.</summary>
    /// <param name="name">What users type: lower case with hyphens.</param>
    /// <param name="summary">What it is, in one line.</param>
    /// <param name="source">Where it comes from: a paper with its equation, or empty.</param>
    /// <param name="create">Makes the component with its defaults.</param>
    /// <param name="settings">What it takes.</param>
    public Entry(string name, string summary, string source, Func<T> create, params IReadOnlyList<Setting> settings)
        : base(name, summary, source, create, settings) { }

    /// <summary>The component with its defaults.</summary>
    public new T Example => (T)base.Example;
}
