namespace Saddle.Contracts;

/// <summary>Something that a component has to keep.</summary>
/// <param name="Name">A sentence without its full stop.</param>
/// <param name="Check">Says what is wrong, or gives null.</param>
internal sealed record Rule(string Name, Func<string?> Check)
{
    /// <summary>Says that a number is not what it should be, or gives null.</summary>
    internal static string? Near(double expected, double found, double tolerance, string what)
        => Math.Abs(found - expected) <= tolerance * Math.Max(1, Math.Abs(expected))
            ? null
            : FormattableString.Invariant($"{what} should be {expected}, but is {found}");
}
