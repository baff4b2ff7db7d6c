using System.Reflection;
using Saddle.Components;
using Saddle.Tests.Support;

namespace Saddle.Tests.Contracts;

/// <summary>A kind of component - an abstract class with a catalogue <c>All</c> - found by reflection.</summary>
public abstract class Kind
{
    /// <summary>Every kind of the library.</summary>
    internal static IReadOnlyList<Kind> All { get; } =
    [
        .. CatalogueExtensions.OwnAssemblies.SelectMany(own => own.GetTypes()).Where(IsKind).OrderBy(type => type.Name)
            .Select(type => (Kind)Activator.CreateInstance(typeof(Kind<>).MakeGenericType(type))!),
    ];

    internal abstract Type Type { get; }

    internal abstract string Name { get; }

    internal abstract IReadOnlyList<Entry> Entries { get; }

    internal abstract Component Create(string name, IEnumerable<(string, object)> values);

    internal static PropertyInfo? CatalogueOf(Type type)
        => type.GetProperty("All", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is { } property
            && property.PropertyType == typeof(Catalogue<>).MakeGenericType(type) ? property : null;

    private static bool IsKind(Type type)
        => type.IsAbstract && type.IsSubclassOf(typeof(Component)) && CatalogueOf(type) is not null;
}

/// <summary>The kind <typeparamref name="T"/>.</summary>
internal sealed class Kind<T> : Kind where T : Component
{
    private readonly Catalogue<T> _catalogue = (Catalogue<T>)CatalogueOf(typeof(T))!.GetValue(null)!;

    internal override Type Type => typeof(T);

    internal override string Name => _catalogue.Kind;

    internal override IReadOnlyList<Entry> Entries => _catalogue.Own();

    internal override Component Create(string name, IEnumerable<(string, object)> values) => _catalogue.Create(name, values);
}
