using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Standard output that is full, closed, or read by nobody; and a terminal that goes while a run is trained.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("recipes")]
    [InlineData("recipes --json")]
    [InlineData("recipes dcgan")]
    [InlineData("train --help")]
    [InlineData("train ring --dry-run")]
    public void A_short_command_whose_output_is_full_or_closed_fails_with_one_sentence(string command)
    {
        Shell($"{command} > /dev/full").Stopped(1, "Standard output cannot be written (No space left on device");
        Finished closed = Shell($"{command} >&-").Stopped(1, "Standard output cannot be written (it is closed).");
        Assert.Single(closed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_short_command_of_which_nobody_reads_all_ends_quietly()
    {
        Finished finished = Shell("recipes --json; echo \"ended with $?\" >&2) | (head -n 1", exec: false);
        Assert.Equal(("[\n", "ended with 0\n"), (finished.Output, finished.Error));
    }

    [Fact]
    public void Closed_streams_are_no_place_for_the_files_that_a_run_writes()
    {
        Finished finished = Shell($"train ring --steps 8 --out run {Options} <&- >&- 2>&-");
        Assert.Equal((0, "", ""), (finished.ExitCode, finished.Output, finished.Error));
        Assert.Equal(["run", "straight"], Compared("run", 8));
        Assert.Equal(2, Shell("train rign <&- 2>&-").ExitCode);
    }

    [Theory]
    [InlineData("> /dev/full", "standard output cannot be written (No space left on device")]
    [InlineData(">&-", "standard output cannot be written (it is closed)")]
    public void A_training_whose_output_cannot_be_written_goes_on_in_silence_and_its_log_says_why(string output, string why)
    {
        Finished finished = Shell($"train ring --steps 8 --out run {Options} {output}").Succeeded();
        Assert.Equal("", finished.Output);
        Assert.Equal(["run", "straight"], Compared("run", 8));
        Assert.Matches($@"^\S+Z {System.Text.RegularExpressions.Regex.Escape(why)}.*; the training goes on in silence\n$", Log());
    }

    [Fact]
    public void A_training_that_nobody_reads_any_more_goes_on_in_silence()
    {
        // The first line comes before the training, the next ones after the reader has gone.
        Shell($"train ring --steps 2000 --out run {Options}) | (head -n 1", exec: false).Succeeded();
        Assert.Equal("00002000", RunFiles.Checkpoints(_place.PathOf("run"))[^1]);
        Assert.Matches(@"^\S+Z nobody reads standard output any more; the training goes on in silence\n$", Log());
    }

    [Fact]
    public void A_training_outlives_its_terminal_and_then_ends_when_it_is_asked_to()
    {
        Running running = _place.Start(
            ["train", "ring", "--steps", "1000000", "--out", "run", .. Workplace.TinyPoints, "--set", "log_every_steps=1"]);
        running.WaitForOutput("step 1/1000000");
        running.Signal("HUP");
        string log = _place.PathOf("run/log.txt");
        Assert.True(running.WaitFor(() => File.Exists(log)));
        long made = new FileInfo(_place.PathOf("run/metrics.jsonl")).Length;
        Assert.True(running.WaitFor(() => new FileInfo(_place.PathOf("run/metrics.jsonl")).Length > made + 1000));
        running.Signal("TERM");
        Finished finished = running.Finish();
        Assert.Equal((130, ""), (finished.ExitCode, finished.Error));
        Assert.DoesNotContain("continue", finished.Output, StringComparison.OrdinalIgnoreCase);
        string step = RunFiles.Checkpoints(_place.PathOf("run"))[^1].TrimStart('0');
        Assert.Matches(
            @"^\S+Z the terminal was closed \(SIGHUP\); the training goes on in silence\n"
            + $@"\S+Z stopped after step {step}, as asked for; a checkpoint is saved\n$",
            Log());
    }

    [Fact]
    public void What_a_name_would_do_to_the_terminal_is_shown_and_not_done()
    {
        const string Name = "a\u001b]0;title\u0007\u009b31m\u202eb\nc";
        Finished refused = _place.Saddle("data", $"{Name}/none").Refused(@"a\x1b]0;title\x07\x9b31m\u202eb\x0ac/none");
        Assert.DoesNotContain(refused.Error, letter => char.IsControl(letter) && letter != '\n');
        Directory.CreateDirectory(_place.PathOf(Name));
        _place.Write($"{Name}/file", "");
        _place.Saddle("train", "ring", "--out", Name).Refused(@"a\x1b]0;title\x07\x9b31m\u202eb\x0ac: it is not empty");
        Finished trained = _place.Saddle(
            ["train", "ring", "--steps", "2", "--out", "plain\u001b[31m", .. Workplace.TinyPoints]).Succeeded();
        Assert.Contains(@"run:    plain\x1b[31m", trained.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', trained.Output);
    }

    private static string Options => string.Join(' ', Workplace.TinyPoints);

    private string Log() => File.ReadAllText(_place.PathOf("run/log.txt"));

    // Both runs' names if they are the same.
    private string[] Compared(string run, int steps)
    {
        _place.Saddle(["train", "ring", "--steps", $"{steps}", "--out", "straight", .. Workplace.TinyPoints]).Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf(run));
        return [run, "straight"];
    }

    private Finished Shell(string command, bool exec = true)
    {
        string program = $"'{Path.Combine(Workplace.ProgramFolder, "saddle-cli")}'";
        return _place.Start("/bin/sh", ["-c", exec ? $"exec {program} {command}" : $"({program} {command})"]).Finish();
    }
}
