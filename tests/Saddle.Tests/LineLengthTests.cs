using Saddle.Tests.Support;

namespace Saddle.Tests;

/// <summary>No line is longer than .editorconfig says, which no compiler checks.</summary>
public sealed class LineLengthTests
{
    private const int LongestLine = 130;

    // Lines that are too long from before this was checked. It may only fall: lower it with every line that is broken, down to 0.
    private const int TooLongBefore = 1889;

    private static readonly string[] s_folders = ["src", "tests", "native", "benchmarks", "scripts", "docs"];
    private static readonly string[] s_kinds = [".cs", ".cpp", ".h", ".md", ".sh", ".py", ".js", ".css"];

    [Fact]
    public void No_more_lines_are_too_long_than_before()
    {
        string[] tooLong = [.. Files().SelectMany(TooLong)];
        Assert.True(
            tooLong.Length <= TooLongBefore,
            $"{tooLong.Length} lines have more than {LongestLine} characters, {TooLongBefore} had; break what is new of these:\n"
            + string.Join('\n', tooLong));
    }

    [Fact]
    public void The_length_is_that_of_the_editors_settings()
        => Assert.Contains($"max_line_length = {LongestLine}", Repository.Read(".editorconfig"), StringComparison.Ordinal);

    private static IEnumerable<string> Files() => s_folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => s_kinds.Contains(Path.GetExtension(file)))
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        // What the build makes is not ours to break.
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Append("README.md")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> TooLong(string file) => File.ReadLines(Path.Combine(Repository.Root, file))
        .Select((line, k) => (Line: line, Number: k + 1))
        .Where(line => line.Line.Length > LongestLine)
        .Select(line => $"{file}:{line.Number}: {line.Line.Length}");
}
