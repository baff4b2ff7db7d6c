using Saddle.Components;

namespace Saddle.Tests.Support;

/// <summary>What tests want of a catalogue that other tests may add to.</summary>
internal static class CatalogueExtensions
{
    /// <summary>Saddle's own lines.</summary>
    internal static IReadOnlyList<Entry<T>> Own<T>(this Catalogue<T> catalogue) where T : Component
        => [.. catalogue.Entries.Where(entry => entry.Example.GetType().Assembly == typeof(Component).Assembly)];

    /// <summary>The names of Saddle's own lines.</summary>
    internal static IEnumerable<string> OwnNames<T>(this Catalogue<T> catalogue) where T : Component => catalogue.Own().Select(entry => entry.Name);
}
