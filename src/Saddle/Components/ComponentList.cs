using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Saddle.Components;

/// <summary>Any number of components of one kind. Immutable; two lists are equal if their members are.</summary>
/// <typeparam name="T">The kind.</typeparam>
[CollectionBuilder(typeof(ComponentList), nameof(ComponentList.Create))]
public sealed class ComponentList<T> : IReadOnlyList<T>, IEquatable<ComponentList<T>> where T : Component
{
    private readonly ImmutableArray<T> _members;

    internal ComponentList(ImmutableArray<T> members) => _members = members;

    /// <inheritdoc/>
    public int Count => _members.Length;

    /// <inheritdoc/>
    public T this[int index] => _members[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_members).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ComponentList<T>? other) => other is not null && _members.SequenceEqual(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ComponentList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _members.Aggregate(0, HashCode.Combine);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="ComponentList{T}"/> of collection expressions.</summary>
public static class ComponentList
{
    /// <summary>A list of these members.</summary>
    public static ComponentList<T> Create<T>(ReadOnlySpan<T> members) where T : Component => new([.. members]);
}
