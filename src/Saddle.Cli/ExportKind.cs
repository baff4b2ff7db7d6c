using Saddle.Export;

namespace Saddle.Cli;

/// <summary>What <c>saddle export</c> can write.</summary>
/// <param name="Name">What <c>--to</c> calls it.</param>
/// <param name="Endings">How its files' names may end.</param>
/// <param name="Format">The file of a network that it is; null for a picture.</param>
internal sealed record ExportKind(string Name, string[] Endings, ExportFormat? Format)
{
    private static readonly ExportKind[] s_all =
    [
        new("onnx", [".onnx"], ExportFormat.Onnx),
        new("safetensors", [".safetensors"], ExportFormat.SafeTensors),
        new("grid", [".png", ".svg"], null),
        new("film", [".apng"], null),
    ];

    /// <summary>The names of all.</summary>
    internal static string[] Names => [.. s_all.Select(kind => kind.Name)];

    /// <summary>What is meant by <c>--to</c>, or by a file's name where that was not given.</summary>
    /// <exception cref="InputException">The name says something else, or nothing.</exception>
    internal static ExportKind Of(string? to, string path)
    {
        bool Fits(ExportKind kind) => kind.Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        ExportKind? asked = Array.Find(s_all, kind => kind.Name == to);
        return (asked is null ? Array.Find(s_all, Fits) : Fits(asked) ? asked : null) ?? throw new InputException(
            $"--out must be a {string.Join(" or ", (asked is null ? s_all : [asked]).SelectMany(kind => kind.Endings))} file"
            + $"{(asked is null ? "" : $" for --to {to}")}, but is '{path}'.");
    }
}
