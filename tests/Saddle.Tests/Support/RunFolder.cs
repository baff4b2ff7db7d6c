using System.Text.Json;
using System.Text.Json.Nodes;
using Saddle.Reporting;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Support;

/// <summary>What a run left on disk, for comparing runs bit for bit.</summary>
internal static class RunFolder
{
    // What depends on the clock.
    private static readonly string[] s_times = ["seconds", "images_per_second", "data_wait_seconds"];

    /// <summary>Asserts that two runs ended alike: every tensor, counter, random state, metric and sample.</summary>
    internal static void AssertSame(string expected, string actual)
    {
        (string[] json, byte[] tensors) = NewestCheckpoint(expected);
        (string[] otherJson, byte[] otherTensors) = NewestCheckpoint(actual);
        Assert.Equal(json, otherJson);
        Assert.True(tensors.AsSpan().SequenceEqual(otherTensors), "the tensors differ");
        Assert.Equal(Metrics(expected), Metrics(actual));
        Assert.Equal(SampleNames(expected), SampleNames(actual));
        foreach (string name in SampleNames(expected))
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(expected, "samples", name)).AsSpan()
                    .SequenceEqual(File.ReadAllBytes(Path.Combine(actual, "samples", name))),
                $"{name} differs");
        }
    }

    internal static string[] Metrics(string folder)
        => [.. MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")).Select(row => string.Join(
            ' ',
            row.Numbers().Where(number => !s_times.Contains(number.Key)).Select(number => $"{number.Key}={number.Value:R}")))];

    internal static long[] LoggedSteps(string folder)
        => [.. MetricsLog.Read(Path.Combine(folder, "metrics.jsonl")).Select(row => row.Step!.Value)];

    internal static string[] CheckpointNames(string folder)
        => [
            .. Directory.GetFileSystemEntries(Path.Combine(folder, "checkpoints")).Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Makes a checkpoint one of an older program, which did not note the recipe's settings.</summary>
    internal static void ForgetSettings(string folder, string checkpoint)
    {
        string file = Path.Combine(folder, "checkpoints", checkpoint, "checkpoint.json");
        JsonObject json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        json.Remove("settings");
        json.Remove("sha256");
        File.WriteAllText(file, json.ToJsonString());
    }

    internal static void Damage(string folder, string checkpoint)
        => File.AppendAllText(Path.Combine(folder, "checkpoints", checkpoint, "tensors.safetensors"), "x");

    private static string[] SampleNames(string folder)
        => [
            .. Directory.GetFiles(Path.Combine(folder, "samples")).Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    private static (string[] Json, byte[] Tensors) NewestCheckpoint(string folder)
    {
        string newest = Checkpoint.Folders(Path.Combine(folder, "checkpoints")).First();
        JsonObject json = JsonNode.Parse(File.ReadAllText(Path.Combine(newest, "checkpoint.json")))!.AsObject();
        // The digest of the rest has the time in it.
        json.Remove("seconds");
        json.Remove("sha256");
        return ([.. json.Select(pair => $"{pair.Key}: {pair.Value?.ToJsonString(JsonSerializerOptions.Default)}")],
            File.ReadAllBytes(Path.Combine(newest, "tensors.safetensors")));
    }
}
