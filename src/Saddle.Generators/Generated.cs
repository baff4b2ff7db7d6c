namespace Saddle.Generators;

/// <summary>What a type gives: a file, or problems, or nothing.</summary>
internal sealed record Generated(string File, string Code, EquatableArray<Problem> Problems)
{
    internal static Generated Nothing { get; } = new("", "", new EquatableArray<Problem>([]));

    internal static Generated Of(string file, string code) => new(file, code, new EquatableArray<Problem>([]));

    internal static Generated Wrong(IEnumerable<Problem> problems) => new("", "", new EquatableArray<Problem>([.. problems]));
}
