using Saddle.Components;

namespace Saddle.Contracts;

/// <summary>A kind of component that has rules.</summary>
public sealed class ContractKind
{
    private readonly Func<IReadOnlyList<Entry>> _entries;

    private ContractKind(string name, Func<IReadOnlyList<Entry>> entries, Func<Component, IEnumerable<Rule>> rules)
        => (Name, _entries, Rules) = (name, entries, rules);

    /// <summary>What one of it is called: <c>objective</c>.</summary>
    public string Name { get; }

    /// <summary>The lines of its catalogue as it is now, those of extensions too.</summary>
    public IReadOnlyList<Entry> Entries => _entries();

    /// <summary>The rules of a component, or none where it is of another kind.</summary>
    internal Func<Component, IEnumerable<Rule>> Rules { get; }

    internal static ContractKind Of<T>(string name, Catalogue<T> all, Func<T, IEnumerable<Rule>> rules) where T : Component
        => new(name, () => all.Entries, component => component is T own ? rules(own) : []);
}
