using System.Diagnostics;
using Saddle.Graphics;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>
/// Training on a folder of pictures, as a user does it: the first time, again, interrupted, killed, and on a full disk.
/// </summary>
public sealed class FolderTrainTests : IDisposable
{
    private readonly Workplace _place = new();
    private string _cache = "cache";
    private bool _mounted;

    public void Dispose()
    {
        if (_mounted)
        {
            Run("umount", _place.PathOf("disk"));
        }
        _place.Dispose();
    }

    [Fact]
    public void The_first_run_decodes_and_the_second_does_not_and_both_are_the_same_run()
    {
        AddPictures(40);
        Finished first = Train("one", "--steps", "3").Succeeded();
        Assert.Matches(@"(?m)^looking at pictures: \d+ of 40\nrecipe photos: 40 .*\ndecoding pictures: \d+ of 40$", first.Output);
        Finished second = Train("two", "--steps", "3").Succeeded();
        Assert.DoesNotContain("pictures:", second.Output);
        RunFiles.AssertSame(_place.PathOf("one"), _place.PathOf("two"));
        Picture("new.png", 20, 20, 77);
        Assert.Matches(@"(?m)^decoding pictures: \d+ of 41$", Train("three", "--steps", "3").Succeeded().Output);
    }

    [Fact]
    public void A_run_that_is_continued_is_the_straight_run_mirrored_pictures_and_all()
    {
        AddPictures(21);
        string[] flip = ["--set", "horizontal_flip=true", "--set", "sample_every_images=8", "--set", "log_every_steps=1"];
        Train("straight", ["--steps", "8", .. flip]).Succeeded();
        Train("half", ["--steps", "5", .. flip]).Succeeded();
        Saddle("train", "--resume", "half", "--steps", "8").Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("half"));
    }

    [Fact]
    public void Two_first_runs_at_once_share_what_they_make()
    {
        AddPictures(40);
        Running first = Begin("one", "--steps", "3"), second = Begin("two", "--steps", "3");
        first.Finish().Succeeded();
        second.Finish().Succeeded();
        RunFiles.AssertSame(_place.PathOf("one"), _place.PathOf("two"));
        Assert.Single(_place.Files(_cache), name => name.EndsWith("/pixels", StringComparison.Ordinal));
        Assert.Empty(Unfinished());
    }

    [Fact]
    public void A_build_that_is_killed_leaves_nothing_that_is_taken_for_a_cache_and_the_next_start_tidies_up()
    {
        AddLargePictures();
        Running killed = Begin("run", "--steps", "1");
        Assert.True(killed.WaitFor(() => Unfinished().Any(path => File.Exists(Path.Combine(path, "pixels")))));
        Assert.Equal(Finished.Killed, killed.Kill().ExitCode);
        Assert.NotEmpty(Unfinished());
        Assert.DoesNotContain(_place.Files(_cache), name => name.EndsWith("index.json", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_place.PathOf("run")));
        Assert.Contains("decoding pictures", Train("run", "--steps", "1").Succeeded().Output);
        Assert.Empty(Unfinished());
    }

    [Fact]
    public void Ctrl_C_while_pictures_are_decoded_leaves_no_run_and_no_cache()
    {
        AddLargePictures();
        Running running = Begin("run", "--steps", "1");
        Assert.True(running.WaitFor(() => Unfinished().Any(path => File.Exists(Path.Combine(path, "pixels")))));
        running.Signal("INT");
        Assert.Equal(130, running.Finish().InPlainWords().ExitCode);
        Assert.Empty(Unfinished());
        Assert.DoesNotContain(_place.Files(_cache), name => name.EndsWith("pixels", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    [Fact]
    public void A_cache_on_a_full_disk_is_told_with_its_place_and_its_need()
    {
        AddPictures(40);
        Directory.CreateDirectory(_place.PathOf("disk"));
        _mounted = Run("mount", "-t", "tmpfs", "-o", "size=12k", "saddle", _place.PathOf("disk"));
        Assert.SkipUnless(_mounted, "A small file system can only be mounted by root.");
        _cache = "disk";
        Finished full = Train("run", "--steps", "3").InPlainWords();
        Assert.Equal(1, full.ExitCode);
        // 40 pictures of 16 x 16 in three colours.
        Assert.Contains("the cache of pictures cannot be written (it needs 30720 bytes)", full.Error);
        Assert.Contains(_place.PathOf("disk"), full.Error);
        Assert.Empty(Unfinished());
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    [Fact]
    public void A_dry_run_looks_at_the_pictures_and_decodes_none()
    {
        AddPictures(5);
        Assert.Contains("data: 5 samples, brought to 16x16 colour images", Train("run", "--dry-run").Output);
        // Torchsharp's library lies in the same cache.
        Assert.EndsWith(".scan", Assert.Single(
            _place.Files(_cache), file => !file.StartsWith("torchsharp/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bad_folders_are_refused_before_anything_is_written()
    {
        Directory.CreateDirectory(_place.PathOf("pictures"));
        Train("run").Refused("pictures: there are no pictures in it (it is empty)");
        AddPictures(8);
        _place.Write("pictures/broken.jpg", "no picture");
        Finished refused = Train("run");
        Assert.Equal(2, refused.InPlainWords().ExitCode);
        Assert.Contains("1 of 9 pictures cannot be read, more than a tenth; mend or remove them:\n  broken.jpg (", refused.Error);
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    [Fact]
    public void Warnings_go_to_standard_error()
    {
        AddPictures(9);
        Picture("small.png", 8, 8, 3);
        Finished finished = Train("run", "--steps", "1");
        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            "warning: 1 of 10 pictures are smaller than 16x16, at which they are trained; they are enlarged.\n", finished.Error);
    }

    private void AddPictures(int count)
    {
        for (int k = 0; k < count; k++)
        {
            Picture($"{k:00}.png", 16 + (7 * k % 20), 16 + (5 * k % 20), (byte)(5 * k));
        }
    }

    // So many and so large that decoding them takes a second or more.
    private void AddLargePictures()
    {
        Picture("0.png", 2000, 2000, 100);
        for (int k = 1; k < 60; k++)
        {
            File.Copy(_place.PathOf("pictures/0.png"), _place.PathOf($"pictures/{k}.png"));
        }
    }

    private void Picture(string name, int width, int height, byte value)
        => _place.Write(
            $"pictures/{name}",
            PngFile.Encode(
                [.. Enumerable.Repeat(new byte[] { value, 90, 30 }, width * height).SelectMany(pixel => pixel)], width, height,
                3));

    private string[] Unfinished()
        => Directory.Exists(_place.PathOf($"{_cache}/pictures"))
            ? Directory.GetFileSystemEntries(_place.PathOf($"{_cache}/pictures"), ".*")
            : [];

    private Finished Train(string folder, params string[] arguments) => Begin(folder, arguments).Finish();

    private Running Begin(string folder, params string[] arguments)
        => Start(["train", "--data", "pictures", "--out", folder, .. Workplace.TinyImages, .. arguments]);

    private Finished Saddle(params string[] arguments) => Start(arguments).Finish();

    private Running Start(string[] arguments)
        => _place.Start(Path.Combine(Workplace.ProgramFolder, "saddle-cli"), arguments, ("SADDLE_CACHE", _place.PathOf(_cache)));

    private static bool Run(string program, params string[] arguments)
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
