using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>
/// What survives the machine's sudden end, by the system calls that the program makes: a file that was renamed is found again
/// only if its folder was written as well, and before a checkpoint counts the metrics of its steps are on the disk.
/// </summary>
public sealed partial class FlushedFolderTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Each_file_of_a_run_is_on_the_disk_with_its_name_and_each_checkpoint_after_its_metrics()
    {
        Assert.SkipUnless(CanTrace(), "System calls are seen by strace, which is not there or may not look.");
        _place.Start(
            "strace",
            [
                "-f", "-y", "-e", "trace=mkdir,fsync,rename", "-o", "calls", Path.Combine(Workplace.ProgramFolder, "saddle-cli"),
                "train", "ring", "--steps", "6", "--out", "new/runs/one", .. Workplace.TinyPoints,
                "--set", "checkpoint_every_images=16", "--set", "log_every_steps=1",
            ]).Finish().Succeeded();
        string[] calls = [.. File.ReadLines(_place.PathOf("calls")).Select(Call).OfType<string>()];

        foreach (string folder in new[] { "new", "new/runs", "new/runs/one", "new/runs/one/checkpoints", "new/runs/one/samples" })
        {
            InOrder(calls, $"mkdir {folder}", $"fsync {Path.GetDirectoryName(folder)}");
        }
        InOrder(calls, "rename new/runs/one/recipe.json", "fsync new/runs/one", "rename new/runs/one/checkpoints/00000002");
        foreach (string step in new[] { "00000002", "00000004", "00000006" })
        {
            string unfinished = $"new/runs/one/checkpoints/.unfinished-{step}";
            InOrder(
                calls, $"mkdir {unfinished}", $"fsync {unfinished}/tensors.safetensors", $"rename {unfinished}/checkpoint.json",
                $"fsync {unfinished}", "fsync new/runs/one/metrics.jsonl", $"rename new/runs/one/checkpoints/{step}",
                "fsync new/runs/one/checkpoints");
        }
        InOrder(calls, "rename new/runs/one/samples/000006.png", "fsync new/runs/one/samples");
    }

    // "fsync PATH", "mkdir PATH" or "rename TARGET", from the workplace; null for others' and what failed.
    private string? Call(string line)
    {
        Match call = Made().Match(line);
        string path = call.Groups["path"].Value;
        return call.Success && path.StartsWith(_place.Folder, StringComparison.Ordinal)
            ? $"{call.Groups["name"].Value} {path[_place.Folder.Length..].TrimStart('/')}"
            : null;
    }

    private static void InOrder(string[] calls, params string[] wanted)
    {
        int at = -1;
        foreach (string call in wanted)
        {
            at = Array.IndexOf(calls, call, at + 1);
            Assert.True(
                at >= 0, $"{call} does not come in this order ({string.Join(", ", wanted)}):\n{string.Join('\n', calls)}");
        }
    }

    private bool CanTrace()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("strace", ["-f", "-o", _place.PathOf("tried"), "true"])
            {
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex("""(?<name>mkdir|fsync|rename)\((?:"[^"]*", )?(?:\d+<|")(?<path>[^">]*)[">]""")]
    private static partial Regex Made();
}
