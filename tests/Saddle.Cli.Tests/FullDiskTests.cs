using System.Diagnostics;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>A disk that fills up while a run is trained: a small file system in memory, where the tests may mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly Workplace _place = new();
    private bool _mounted;

    public void Dispose()
    {
        if (_mounted)
        {
            Succeeds("umount", _place.PathOf("disk"));
        }
        _place.Dispose();
    }

    [Fact]
    public void The_checkpoints_before_stay_whole_and_with_more_room_the_run_ends_as_if_nothing_had_happened()
    {
        Mount("300k");
        string[] arguments =
        [
            "train", "ring", "--steps", "60", .. Workplace.TinyPoints, "--set", "log_every_steps=1", "--set",
            "checkpoint_every_images=8",
            "--set", "network.generator_width=48", "--set", "network.discriminator_width=48", "--set", "keep_checkpoints=20",
        ];
        Finished full = _place.Saddle([.. arguments, "--out", "disk/run"]).InPlainWords();
        Assert.Equal(1, full.ExitCode);
        Assert.Matches(
            @"^Stopped after step \d+: No space left on device : '.*'\. What was saved before is intact\. "
            + @"When there is room again, continue with:\n\./saddle train --resume disk/run\n$",
            full.Error);
        Assert.NotEmpty(RunFiles.Checkpoints(_place.PathOf("disk/run")));
        Assert.Empty(RunFiles.Leftovers(_place.PathOf("disk/run")));

        Assert.True(Succeeds("mount", "-o", "remount,size=20m", _place.PathOf("disk")));
        Finished resumed = _place.Saddle("train", "--resume", "disk/run").Succeeded();
        Assert.Matches(@"(?m)^continuing disk/run after step \d+$", resumed.Output);
        _place.Saddle([.. arguments, "--out", "straight"]).Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("disk/run"));
    }

    [Fact]
    public void A_run_that_cannot_even_begin_leaves_no_folder_behind()
    {
        Mount("8k");
        File.WriteAllBytes(_place.PathOf("disk/filler"), new byte[4096]);
        _place.Saddle(["train", "ring", "--out", "disk/run", .. Workplace.TinyPoints])
            .Stopped(1, "disk/run: the run's folder cannot be written (No space left on device", "--out");
        Assert.Equal(["filler"], Directory.EnumerateFileSystemEntries(_place.PathOf("disk")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_download_for_which_there_is_no_room_keeps_what_came()
    {
        Mount("300k");
        using var server = new LocalServer(new byte[1_000_000]);
        Finished full = _place.Start(
            Path.Combine(Workplace.ProgramFolder, "saddle-cli"), ["data", "get", "mnist"],
            ("SADDLE_CACHE", _place.PathOf("disk")), ("SADDLE_MIRROR", server.Address("sets").ToString()),
            ("NO_PROXY", "127.0.0.1")).Finish();
        full.StoppedAtWork(
            1, "(No space left on device", "bytes that came are kept", "Make room, or name another folder with SADDLE_CACHE.");
        Assert.NotEqual(0, new FileInfo(_place.PathOf("disk/mnist/train-images-idx3-ubyte.gz.part")).Length);
    }

    private void Mount(string size)
    {
        Directory.CreateDirectory(_place.PathOf("disk"));
        _mounted = Succeeds("mount", "-t", "tmpfs", "-o", $"size={size}", "saddle", _place.PathOf("disk"));
        Assert.SkipUnless(_mounted, "A small file system can only be mounted by root.");
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
