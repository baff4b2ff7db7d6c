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
    [InlineData("--set=batch=3", "--set")]
    [InlineData("--seed=3", "--seed")]
    [InlineData("--out=x", "--out")]
    public void What_its_recipe_fixes_cannot_be_given_when_a_run_is_continued(string argument, string named)
        => _place.Saddle("train", argument, "--resume", runs.Points)
            .Refused($"so {named} cannot be given with it; --steps, --data, --device and --threads can");

    [Fact]
    public void A_run_goes_on_from_another_folder_with_its_data_elsewhere_and_says_so_where_it_cannot()
    {
        Idx.WriteFolder(_place);
        _place.Saddle(["train", "cgan", "--data", "pictures", "--steps", "3", "--out", "run", .. Workplace.TinyImages])
            .Succeeded();
        _place.Saddle("train", "--resume", "run", "--restart").Refused("run: it has a whole checkpoint, that of step 3");
        _place.Saddle("train", "ring", "--restart").Refused("--restart begins a run again: name it with --resume RUN.");
        Directory.Move(_place.PathOf("pictures"), _place.PathOf("moved"));
        foreach (string[] command in new string[][]
        {
            ["train", "--resume", "run", "--steps", "5"], ["evaluate", "--generated", "run"],
        })
        {
            _place.Saddle(command).Refused(
                $"run: its data are not at {_place.PathOf("pictures")} any more; say where they lie now.",
                "On the command line: ./saddle train --resume run --data PATH (sample and evaluate take --data PATH as well)");
        }
        _place.Saddle(
            "evaluate", "--generated", "run", "--data", "moved", "--features", "pixels", "--metrics", "fid", "--count", "20")
            .Succeeded();
        _place.Saddle("sample", "run", "--data", "moved", "--out", "grid.png").Succeeded();
        _place.Saddle("train", "--resume", "run", "--data", "moved", "--steps", "5").Succeeded();
        _place.Saddle("train", "--resume", "run", "--steps", "6").Succeeded();
        Assert.Equal(6, Newest(_place.PathOf("run")));
    }

    [Fact]
    public void Lost_checkpoints_are_told_and_a_restart_makes_the_run_again()
    {
        string run = _place.PathOf("run");
        RunFiles.Copy(runs.Points, run);
        Directory.Delete(Path.Combine(run, "checkpoints"), recursive: true);
        _place.Saddle("train", "--resume", "run").Refused(
            "run: its metrics reach step 8, but its checkpoints are gone", "./saddle train --resume run --restart");
        Finished again = _place.Saddle("train", "--resume", "run", "--restart").Succeeded();
        Assert.Contains("starting run over: it has no checkpoint yet", again.Output, StringComparison.Ordinal);
        RunFiles.AssertSame(runs.Points, run);
    }

    [Theory]
    [InlineData("train", "ring", "--threads")]
    [InlineData("bench", "points", "--threads")]
    [InlineData("evaluate", "--generated", "ring", "--reference", "ring", "--threads")]
    public void More_threads_than_processors_are_refused(params string[] command)
        => _place.Saddle([.. command, "1000"]).Refused(
            $"--threads must be a whole number from 0 to {Environment.ProcessorCount} (the processors that this process may use; "
            + "0 for the physical cores), but is 1000.");

    [Fact]
    public void No_threads_are_as_many_as_there_are_cores_as_in_a_recipe()
    {
        string[] train = ["train", "ring", "--steps", "2", "--out", "run", .. Workplace.TinyPoints[2..], "--threads", "0"];
        _place.Saddle(train).Succeeded();
        Assert.Matches("\"threads\": [1-9]", File.ReadAllText(_place.PathOf("run/recipe.json")));
        _place.Saddle("train", "--resume", "run", "--threads", "0", "--steps", "3").Succeeded();
        _place.Saddle("train", "ring", "--set", "threads=1000")
            .Refused("threads is 1000, but this process may use", "On the command line: --threads 0");
    }

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
