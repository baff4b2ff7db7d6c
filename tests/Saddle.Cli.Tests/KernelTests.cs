using System.Text.Json.Nodes;
using Saddle.Torch.Kernels;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>Which of OpenBLAS's kernels a process takes, and which one a run goes on with.</summary>
public sealed class KernelTests : IDisposable
{
    // Every x86 processor has it, and none that is alive prefers it.
    private const string Other = "Prescott";

    private static readonly string[] s_start =
        ["train", "ring", .. Workplace.TinyPoints, "--set", "log_every_steps=5", "--set", "sample_every_images=160"];

    private static readonly string s_program = Path.Combine(Workplace.ProgramFolder, "saddle-cli");

    private readonly Workplace _place = new();

    public KernelTests()
    {
        Assert.SkipWhen(ProcessorKernel.Candidates.Count < 2, "This processor has no kernels to choose from.");
        string? libtorch = Environment.GetEnvironmentVariable("LIBTORCH");
        Assert.SkipUnless(string.IsNullOrEmpty(libtorch), "This libtorch may have another matrix library.");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_goes_on_with_its_own_kernel_and_so_with_its_own_bits()
    {
        With(Other, [.. s_start, "--steps", "40", "--out", "straight"]).Succeeded();
        With(Other, [.. s_start, "--steps", "20", "--out", "resumed"]).Succeeded();
        _place.Saddle("train", "--resume", "resumed", "--steps", "40").Succeeded();
        Assert.Equal([(0, Other)], Stretches("resumed"));
        // Otherwise this would say nothing.
        _place.Saddle([.. s_start, "--steps", "40", "--out", "ours"]).Succeeded();
        Assert.NotEqual(RunFiles.Digest(Newest("straight")), RunFiles.Digest(Newest("ours")));
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("resumed"));
    }

    [Fact]
    public void The_users_kernel_wins_over_the_runs_and_one_line_says_what_that_means()
    {
        _place.Saddle([.. s_start, "--steps", "20", "--out", "run"]).Succeeded();
        (int _, string ours) = Assert.Single(Stretches("run"));
        Assert.NotEqual(Other, ours);
        Finished resumed = With(Other, ["train", "--resume", "run", "--steps", "40"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(
            "warning: run: the run's bits differ from here on from those of a run without a stop: " +
            $"kernel {Other} instead of {ours}.\n", resumed.Error);
        Assert.Equal([(0, ours), (20, Other)], Stretches("run"));
    }

    [Fact]
    public void A_run_from_before_kernels_were_noted_goes_on_with_OpenBLASs_own_choice()
    {
        With("", [.. s_start, "--steps", "40", "--out", "straight"]).Succeeded();
        With("", [.. s_start, "--steps", "20", "--out", "resumed"]).Succeeded();
        JsonObject state = State("resumed");
        state.Remove("stretches");
        // Nor was its digest.
        state.Remove("sha256");
        File.WriteAllText(StateFile("resumed"), state.ToJsonString());
        _place.Saddle("train", "--resume", "resumed", "--steps", "40").Succeeded();
        Assert.Equal([(20, Stretches("straight")[0].Kernel)], Stretches("resumed"));
        RunFiles.AssertSame(_place.PathOf("straight"), _place.PathOf("resumed"));
    }

    [Fact]
    public void A_recorded_kernel_that_the_processor_lacks_is_told_and_replaced()
    {
        _place.Saddle([.. s_start, "--steps", "20", "--out", "run"]).Succeeded();
        (int _, string ours) = Assert.Single(Stretches("run"));
        JsonObject state = State("run");
        state["stretches"]![0]!["kernel"] = "Nonsense";
        state.Remove("sha256");
        File.WriteAllText(StateFile("run"), state.ToJsonString());
        Finished resumed = _place.Saddle("train", "--resume", "run", "--steps", "40");
        Assert.Equal((0, 1), (resumed.ExitCode, resumed.Error.Count(letter => letter == '\n')));
        Assert.Contains($"kernel {ours} instead of Nonsense", resumed.Error);
    }

    [Fact]
    public void Fewer_threads_are_told()
    {
        string[] images = ["train", "dcgan", "--data", Idx.WriteFolder(_place), .. Workplace.TinyImages, "--out", "run"];
        _place.Saddle([.. images, "--steps", "2"]).Succeeded();
        Finished resumed = _place.Saddle("train", "--resume", "run", "--steps", "4", "--threads", "2");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("2 threads instead of 1", resumed.Error);
    }

    [Fact]
    public void A_kernel_of_the_users_that_cannot_run_is_refused_in_a_sentence()
    {
        Finished refused = With("Bulldozer", [.. s_start, "--steps", "20", "--out", "run"]);
        Assert.SkipWhen(refused.ExitCode == 0, "This processor can run it.");
        refused.Stopped(1, "OPENBLAS_CORETYPE=Bulldozer: this kernel of OpenBLAS does not work on this processor");
    }

    [Fact]
    public void OpenMP_reads_how_long_its_threads_may_spin_before_the_environment_is_put_back()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is not null, "The user has set it.");
        string[] arguments = [.. s_start, "--steps", "1", "--out", "run"];
        Finished shown = _place.Start(s_program, arguments, ("OMP_DISPLAY_ENV", "verbose")).Finish();
        Assert.Contains("GOMP_SPINCOUNT = '5000'", shown.Error);
    }

    private Finished With(string kernel, string[] arguments)
        => _place.Start(s_program, arguments, ("OPENBLAS_CORETYPE", kernel)).Finish();

    private (int FromStep, string Kernel)[] Stretches(string run)
        => [.. State(run)["stretches"]!.AsArray()
            .Select(stretch => (stretch!["from_step"]!.GetValue<int>(), stretch["kernel"]!.GetValue<string>()))];

    private JsonObject State(string run) => JsonNode.Parse(File.ReadAllText(StateFile(run)))!.AsObject();

    private string Newest(string run) => RunFiles.NewestTensors(_place.PathOf(run));

    private string StateFile(string run)
        => Path.Combine(Path.GetDirectoryName(Newest(run))!, "checkpoint.json");
}
