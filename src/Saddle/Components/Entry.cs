namespace Saddle.Components;

/// <summary>One line of a catalogue: what a component is called, what it takes, and how it is made.</summary>
/// <param name="Name">What users type: lower case with hyphens.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Source">Where it comes from: a paper with its equation, or empty.</param>
/// <param name="Settings">What it takes.</param>
public abstract record Entry(string Name, string Summary, string Source, IReadOnlyList<Setting> Settings);

/// <summary>One line of a catalogue of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The kind: objective, network...</typeparam>
/// <param name="Name">What users type: lower case with hyphens.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Source">Where it comes from: a paper with its equation, or empty.</param>
/// <param name="Settings">What it takes.</param>
/// <param name="Create">Makes the component from its settings.</param>
public sealed record Entry<T>(
    string Name, string Summary, string Source, IReadOnlyList<Setting> Settings, Func<SettingValues, T> Create)
    : Entry(Name, Summary, Source, Settings)
    where T : Component;
