using System.Collections;
using System.Collections.Immutable;

namespace Saddle.Generators;

/// <summary>An array that equals another with the same members, so that what did not change is not generated again.</summary>
internal readonly struct EquatableArray<T>(ImmutableArray<T> members) : IEquatable<EquatableArray<T>>, IEnumerable<T>
{
    private readonly ImmutableArray<T> _members = members;

    public bool Equals(EquatableArray<T> other) => _members.SequenceEqual(other._members);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode() => _members.Length;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
