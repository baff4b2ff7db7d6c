using System.Reflection;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>
/// What neither the user nor the machine has caused: told as a defect, with a file of details, and nothing is lost.
/// </summary>
public sealed class FailureTests : IDisposable
{
    private const string Defect =
        "This is a defect of Saddle, or of the extension Saddle.Cli.Tests, not of what was asked for: "
        + "ArgumentException: a screw is loose (Parameter 'screw').";

    private static readonly string s_extension = Assembly.GetExecutingAssembly().Location;

    private static readonly string[] s_train =
    [
        "train", "ring", "--extension", s_extension, "--steps", "12", .. Workplace.TinyPoints, "--set", "log_every_steps=1",
    ];

    private static readonly string[] s_evaluate =
    [
        "evaluate", "--extension", s_extension, "--generated", "ring", "--reference", "ring", "--count", "50",
        "--metrics", "brittle-metric",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_defect_between_two_steps_loses_none_of_them()
    {
        string[] train =
        [
            .. s_train, "--set", "evaluate.every_images=32", "--set", "evaluate.metrics=brittle-metric",
            "--set", "evaluate.best=brittle-metric", "--set", "evaluate.count=50",
        ];
        _place.Saddle([.. train, "--out", "straight"]).Succeeded();
        // The second evaluation is that of step 8.
        _place.Write(Fault.File, "1");
        Finished failed = _place.Saddle([.. train, "--out", "run"]);
        Assert.Equal(1, failed.ExitCode);
        string details = DetailsIn("run");
        Assert.Equal(
            $"{Defect}\nThe details are in run/{Path.GetFileName(details)}; whoever mends it needs that file.\n"
            + "Stopped after step 8; its checkpoint is saved. Continue with:\n"
            + $"./saddle train --resume run --extension {s_extension}\n",
            failed.Error);
        AssertTells(details, "--out run");
        Assert.DoesNotContain("libtorch:   not loaded", File.ReadAllText(details), StringComparison.Ordinal);

        File.Delete(_place.PathOf(Fault.File));
        _place.Saddle("train", "--resume", "run", "--extension", s_extension).Succeeded();
        (string straight, string run) = (_place.PathOf("straight"), _place.PathOf("run"));
        Assert.Equal(RunFiles.Digest(RunFiles.NewestTensors(straight)), RunFiles.Digest(RunFiles.NewestTensors(run)));
        Assert.Equal(RunFiles.Samples(straight), RunFiles.Samples(run));
        Assert.Equal(12, RunFiles.Metrics(run).Length);
    }

    [Fact]
    public void After_a_defect_within_a_step_the_last_checkpoint_stands()
    {
        string[] train = [.. s_train, "--set", "objective.name=brittle", "--set", "checkpoint_every_images=40"];
        _place.Saddle([.. train, "--out", "straight"]).Succeeded();
        _place.Write(Fault.File, "7");
        Finished failed = _place.Saddle([.. train, "--out", "run"]);
        Assert.Equal(1, failed.ExitCode);
        Assert.StartsWith(Defect, failed.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "Stopped after step 7; the newest checkpoint is that of step 5. Continue with:\n"
            + $"./saddle train --resume run --extension {s_extension}\n",
            failed.Error, StringComparison.Ordinal);
        File.Delete(DetailsIn("run"));

        File.Delete(_place.PathOf(Fault.File));
        _place.Saddle("train", "--resume", "run", "--extension", s_extension).Succeeded();
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("run"));
    }

    [Fact]
    public void Without_a_run_the_details_are_among_the_temporary_files()
    {
        _place.Write(Fault.File, "0");
        Directory.CreateDirectory(_place.PathOf("temporary"));
        Finished failed = Start(s_evaluate, ("TMPDIR", _place.PathOf("temporary")));
        Assert.Equal(1, failed.ExitCode);
        string details = DetailsIn("temporary");
        Assert.Equal($"{Defect}\nThe details are in {details}; whoever mends it needs that file.\n", failed.Error);
        AssertTells(details, "--metrics brittle-metric");
    }

    [Fact]
    public void Where_no_file_can_be_written_the_details_are_told()
    {
        _place.Write(Fault.File, "0");
        Finished failed = Start(s_evaluate, ("TMPDIR", _place.PathOf("nowhere")));
        Assert.Equal(1, failed.ExitCode);
        Assert.StartsWith($"{Defect}\nThe details cannot be written (", failed.Error, StringComparison.Ordinal);
        Assert.Contains("System.ArgumentException: a screw is loose", failed.Error, StringComparison.Ordinal);
        Assert.Contains("   at Saddle.Cli.Tests.BrittleMetric.MeasureCore", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_SADDLE_TRACE_the_details_of_every_error_are_told_and_its_code_is_the_same()
    {
        Finished refused = Start(["train", "rign", "--out", "run"], ("SADDLE_TRACE", "1"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("   at Saddle.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("\nunknown recipe 'rign': did you mean ring?", refused.Error, StringComparison.Ordinal);
    }

    private Finished Start(string[] arguments, params (string Name, string Value)[] environment)
        => _place.Start(Path.Combine(Workplace.ProgramFolder, "saddle-cli"), arguments, environment).Finish();

    private string DetailsIn(string folder)
        => Assert.Single(Directory.GetFiles(_place.PathOf(folder), "*failure-*.txt"));

    private static void AssertTells(string file, string command)
    {
        string text = File.ReadAllText(file);
        string[] parts =
            ["Saddle:     ", command, "time:       20", ".NET:       .NET 10", "libtorch:   ", "extensions: Saddle.Cli.Tests "];
        Assert.All(
            [.. parts, "System.ArgumentException: a screw is loose", "   at Saddle.Cli.Tests.BrittleMetric.MeasureCore"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
