using Saddle.Tests.Support;

namespace Saddle.Tests;

/// <summary>No line is longer than .editorconfig says, which no compiler checks.</summary>
public sealed class LineLengthTests
{
    private const int LongestLine = 130;

    private static readonly string[] s_folders = ["src", "tests", "native", "benchmarks", "scripts", "docs", "examples"];
    private static readonly string[] s_kinds = [".cs", ".cpp", ".h", ".md", ".sh", ".py", ".js", ".mjs", ".css", ".html"];

    [Fact]
    public void No_line_is_too_long()
    {
        string[] tooLong = [.. Files().SelectMany(TooLong)];
        Assert.True(tooLong.Length == 0, $"more than {LongestLine} characters:\n{string.Join('\n', tooLong)}");
    }

    [Fact]
    public void The_length_is_that_of_the_editors_settings()
        => Assert.Contains($"max_line_length = {LongestLine}", Repository.Read(".editorconfig"), StringComparison.Ordinal);

    private static IEnumerable<string> Files() => s_folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => s_kinds.Contains(Path.GetExtension(file)))
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        // What the build makes, and what npm brings, is not ours to break.
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "ort"))
        .Append("README.md")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> TooLong(string file) => File.ReadLines(Path.Combine(Repository.Root, file))
        .Select((line, k) => (Line: line, Number: k + 1))
        // A row of a table in Markdown cannot be broken.
        .Where(line => line.Line.Length > LongestLine && !(Path.GetExtension(file) == ".md" && line.Line.StartsWith('|')))
        .Select(line => $"{file}:{line.Number}: {line.Line.Length}");
}
