namespace Saddle.Generators;

/// <summary>What a type gives: a file, or problems, or nothing.</summary>
internal sealed record Generated(string File, string Code, EquatableArray<Problem> Problems)
{
    /// <summary>
    /// What adds a component to the catalogue of a kind that another assembly has; empty for one that is in its own kind's.
    /// </summary>
    internal string Adding { get; init; } = "";

    internal static Generated Nothing { get; } = new("", "", new EquatableArray<Problem>([]));

    internal static Generated Of(string file, string code) => new(file, code, new EquatableArray<Problem>([]));

    internal static Generated Wrong(IEnumerable<Problem> problems) => new("", "", new EquatableArray<Problem>([.. problems]));
}
