namespace Saddle.Components;

/// <summary>
/// What this process knows by name, to which any code may add, on any thread; a list that was taken before does not change.
/// </summary>
/// <param name="kind">What a member is called, for the sentence that refuses a name.</param>
/// <param name="nameOf">The name of a member.</param>
/// <param name="known">What is there from the start.</param>
internal sealed class Registry<T>(string kind, Func<T, string> nameOf, params T[] known) where T : class
{
    private readonly Lock _adding = new();
    private volatile T[] _all = known;

    /// <summary>Every member, in the order in which they are listed.</summary>
    internal T[] All => _all;

    /// <summary>Whether the second is the first once more; the very object, if nothing is said.</summary>
    internal Func<T, T, bool> IsSame { get; init; } = ReferenceEquals;

    /// <summary>The sentence for a name that the first has and the second wants; a plain one, if nothing is said.</summary>
    internal Func<T, T, string>? Clash { get; init; }

    /// <summary>The member of that name, or null.</summary>
    internal T? Find(string name) => Array.Find(_all, one => nameOf(one) == name);

    /// <summary>Adds a member; one that is there already stays.</summary>
    /// <param name="one">The member.</param>
    /// <param name="comesFirst">Whether it is listed before the others, and not behind them.</param>
    /// <exception cref="InputException">Another has its name.</exception>
    internal void Add(T one, bool comesFirst = false)
    {
        lock (_adding)
        {
            if (Find(nameOf(one)) is not { } taken)
            {
                _all = comesFirst ? [one, .. _all] : [.. _all, one];
            }
            else if (!IsSame(taken, one))
            {
                throw new InputException(
                    Clash?.Invoke(taken, one) ?? $"{kind} '{nameOf(one)}' is there already; give yours another name.");
            }
        }
    }
}
