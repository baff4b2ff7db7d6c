using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>What a run left on disk, so that two runs can be compared.</summary>
internal static class RunFiles
{
    private static readonly string[] s_clocks = ["seconds", "images_per_second", "data_wait_seconds"];

    /// <summary>Two runs are the same: the newest checkpoint, every picture, every number but the times.</summary>
    internal static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Checkpoints(expected)[^1], Checkpoints(actual)[^1]);
        string newest = Path.Combine("checkpoints", Checkpoints(expected)[^1], "tensors.safetensors");
        Assert.Equal(Digest(Path.Combine(expected, newest)), Digest(Path.Combine(actual, newest)));
        Assert.Equal(Samples(expected), Samples(actual));
        Assert.Equal(Metrics(expected), Metrics(actual));
        Assert.Empty(Leftovers(actual));
    }

    /// <summary>The folders of the checkpoints, oldest first; unfinished ones are not among them.</summary>
    internal static string[] Checkpoints(string run)
    {
        string folder = Path.Combine(run, "checkpoints");
        return Directory.Exists(folder)
            ? [
                .. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))
                    .Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal),
            ]
            : [];
    }

    internal static string NewestTensors(string run)
        => Path.Combine(run, "checkpoints", Checkpoints(run)[^1], "tensors.safetensors");

    /// <summary>Each picture's name and digest.</summary>
    internal static string[] Samples(string run)
        => [
            .. Directory.EnumerateFiles(Path.Combine(run, "samples")).Order(StringComparer.Ordinal)
                .Select(path => $"{Path.GetFileName(path)} {Digest(path)}"),
        ];

    /// <summary>The lines of metrics.jsonl without what a clock says.</summary>
    internal static string[] Metrics(string run)
        => [.. File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(WithoutClocks)];

    internal static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>Temporary files and folders that should be gone.</summary>
    internal static string[] Leftovers(string run)
        => [.. Directory.EnumerateFileSystemEntries(run, ".*", SearchOption.AllDirectories)];

    internal static void Copy(string from, string to)
    {
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static string WithoutClocks(string line)
    {
        JsonObject row = JsonNode.Parse(line)!.AsObject();
        Array.ForEach(s_clocks, name => row.Remove(name));
        return row.ToJsonString();
    }
}
