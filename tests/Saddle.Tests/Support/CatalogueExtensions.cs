using System.Reflection;
using Saddle.Components;
using Saddle.Theory.Experiments;

namespace Saddle.Tests.Support;

/// <summary>What tests want of a catalogue that other tests may add to.</summary>
internal static class CatalogueExtensions
{
    /// <summary>The assemblies that have components of Saddle's own.</summary>
    internal static Assembly[] OwnAssemblies { get; } = [typeof(Component).Assembly, typeof(Experiment).Assembly];

    /// <summary>Saddle's own lines.</summary>
    internal static IReadOnlyList<Entry<T>> Own<T>(this Catalogue<T> catalogue) where T : Component
        => [.. catalogue.Entries.Where(entry => OwnAssemblies.Contains(entry.Example.GetType().Assembly))];

    /// <summary>The names of Saddle's own lines.</summary>
    internal static IEnumerable<string> OwnNames<T>(this Catalogue<T> catalogue) where T : Component
        => catalogue.Own().Select(entry => entry.Name);
}
