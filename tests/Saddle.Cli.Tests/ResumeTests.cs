using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Runs that are killed, interrupted and continued through the real program.</summary>
public sealed class ResumeTests(TrainedRuns runs) : IDisposable
{
    // Each step has its checkpoint, so that one is nearly always being written.
    private static readonly string[] s_points = [
        .. Workplace.TinyPoints, "--set", "checkpoint_every_images=8", "--set", "sample_every_images=40", "--set",
        "log_every_steps=1",
    ];
    private static readonly string[] s_images = [
        .. Workplace.TinyImages, "--set", "checkpoint_every_images=16", "--set", "sample_every_images=40", "--set",
        "log_every_steps=1",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Killed_again_and_again_at_every_stage_of_its_life_a_run_ends_bit_for_bit_like_one_that_ran_through()
    {
        string[] start = ["train", "ring", "--steps", "150", .. s_points];
        _place.Saddle([.. start, "--out", "straight"]).Succeeded();
        string run = _place.PathOf("killed");
        Func<int, bool>[] moments =
        [
            _ => Directory.Exists(run),
            _ => Directory.Exists(run) && Directory.EnumerateFileSystemEntries(run).Any(),
            _ => File.Exists(Path.Combine(run, "recipe.json")),
            _ => File.Exists(Path.Combine(run, "metrics.jsonl")),
            made => IsWriting(run) && RunFiles.Checkpoints(run).Length >= made,
            made => IsWriting(run) && Newest(run) >= made + 3,
            made => Newest(run) >= made + 5 && File.Exists(Path.Combine(run, "report.html")),
            made => IsWriting(run) && Newest(run) >= made + 7,
        ];
        int kills = 0;
        foreach (Func<int, bool> moment in moments)
        {
            int made = Newest(run);
            Running running = _place.Start(
                File.Exists(Path.Combine(run, "recipe.json")) ? ["train", "--resume", "killed"] : [.. start, "--out", "killed"]);
            running.WaitFor(() => moment(made));
            Finished end = running.Kill();
            kills += end.ExitCode == Finished.Killed ? 1 : 0;
            Assert.True(end.Error.Length == 0, end.Error);
        }
        Assert.Equal(moments.Length, kills);
        Assert.InRange(Newest(run), 1, 149);
        _place.Saddle("train", "--resume", "killed").Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), run);
    }

    [Fact]
    public void A_DCGAN_killed_in_the_middle_of_an_epoch_and_then_prolonged_ends_bit_for_bit_like_one_that_ran_through()
    {
        string[] start = ["train", "dcgan", "--data", Idx.WriteFolder(_place), .. s_images];
        // The pictures of step 40 are drawn because 40 is a multiple of five, not because the first part ends there.
        _place.Saddle([.. start, "--steps", "80", "--out", "straight"]).Succeeded();
        string run = _place.PathOf("killed");
        Running running = _place.Start([.. start, "--steps", "40", "--out", "killed"]);
        running.WaitFor(() => Newest(run) >= 7);
        Assert.Equal(Finished.Killed, running.Kill().ExitCode);
        Finished resumed = _place.Saddle("train", "--resume", "killed").Succeeded();
        Assert.Matches(@"(?m)^continuing killed after step \d+$", resumed.Output);
        resumed = _place.Saddle("train", "--resume", "killed", "--steps", "80").Succeeded();
        Assert.Contains("continuing killed after step 40", resumed.Output);
        RunFiles.AssertSame(_place.PathOf("straight"), run);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_the_run_after_a_checkpoint_with_130_and_the_command_that_continues_it(string signal)
    {
        Running running = _place.Start(
            ["train", "ring", "--steps", "1000000", "--out", "a run", .. Workplace.TinyPoints, "--set", "log_every_steps=1"]);
        running.WaitForOutput("step 1/1000000");
        running.Signal(signal);
        Finished interrupted = running.Finish().InPlainWords();
        Assert.Equal(130, interrupted.ExitCode);
        Match told = Regex.Match(
            interrupted.Error,
            @"^Interrupted after step (\d+); a checkpoint is saved\. Continue with:\n\./saddle train --resume 'a run'\n$");
        Assert.True(told.Success, interrupted.Error);
        long made = long.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(made, Newest(_place.PathOf("a run")));
        Assert.Empty(RunFiles.Leftovers(_place.PathOf("a run")));

        string steps = (made + 10).ToString(CultureInfo.InvariantCulture);
        _place.Saddle("train", "--resume", "a run", "--steps", steps).Succeeded();
        _place.Saddle(
            ["train", "ring", "--steps", steps, "--out", "straight", .. Workplace.TinyPoints, "--set", "log_every_steps=1"])
            .Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("a run"));
    }

    [Fact]
    public void A_finished_run_says_so_and_can_be_prolonged_but_not_shortened()
    {
        RunFiles.Copy(runs.Points, _place.PathOf("run"));
        string[] before = _place.Files("run");
        Finished finished = _place.Saddle("train", "--resume", "run").Succeeded();
        Assert.Equal(
            ["run is finished: all 8 steps are made. To train it longer:", "./saddle train --resume run --steps 16"],
            finished.Lines[2..4]);
        Assert.Equal(["run:    run", "grid:   run/samples/000008.png", "report: run/report.html"], finished.Lines[^3..]);
        Assert.Equal(before, _place.Files("run"));

        string recipe = File.ReadAllText(_place.PathOf("run/recipe.json"));
        _place.Saddle("train", "--resume", "run", "--steps", "5").Refused("8 steps are made already", "5");
        Assert.Equal(recipe, File.ReadAllText(_place.PathOf("run/recipe.json")));
        _place.Saddle("train", "--resume", "run", "--steps", "12").Succeeded();
        Assert.Equal(12, Newest(_place.PathOf("run")));
    }

    [Fact]
    public void While_a_run_is_trained_nobody_else_can_train_it()
    {
        Running first = _place.Start(["train", "ring", "--steps", "1000000", "--out", "run", .. Workplace.TinyPoints]);
        first.WaitForOutput("step 1/1000000");
        // A refusal must not free the run for the next one.
        _place.Saddle("train", "--resume", "run").Refused("run: another process is training this run");
        _place.Saddle("train", "--resume", "run").Refused("run: another process is training this run");
        _place.Saddle(["train", "ring", "--out", "run", .. Workplace.TinyPoints])
            .Refused("run: it holds a run already", "--resume", "--out");
        first.Signal("INT");
        Assert.Equal(130, first.Finish().ExitCode);
        Assert.Equal(130, Interrupt(_place.Start("train", "--resume", "run")));
    }

    [Theory]
    [InlineData("ring", "RECIPE")]
    [InlineData("--data=ring", "--data")]
    [InlineData("--set=batch=3", "--set")]
    [InlineData("--seed=3", "--seed")]
    [InlineData("--out=x", "--out")]
    public void What_its_recipe_fixes_cannot_be_given_when_a_run_is_continued(string argument, string named)
        => _place.Saddle("train", argument, "--resume", runs.Points)
            .Refused($"so {named} cannot be given with it; --steps, --device and --threads can");

    private static int Interrupt(Running running)
    {
        running.WaitForOutput("continuing run after step");
        running.Signal("INT");
        return running.Finish().ExitCode;
    }

    private static int Newest(string run)
        => RunFiles.Checkpoints(run) is [.., var newest] ? int.Parse(newest, CultureInfo.InvariantCulture) : 0;

    private static bool IsWriting(string run)
        => Directory.Exists(Path.Combine(run, "checkpoints"))
            && Directory.EnumerateDirectories(Path.Combine(run, "checkpoints"), ".unfinished-*").Any();
}
