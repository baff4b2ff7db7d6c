using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>
/// The real launcher scripts on a machine where tools are absent, fail or change; nothing is built or downloaded.
/// </summary>
public sealed class LauncherTests : IDisposable
{
    private readonly LauncherSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_LIBTORCH_folder_without_libtorch_is_refused_in_one_sentence_before_any_build()
    {
        string empty = Directory.CreateDirectory(_sandbox.PathOf("empty")).FullName;
        LauncherResult result = LauncherSandbox.Finish(_sandbox.Start("clone/saddle", ["train"], new() { ["LIBTORCH"] = empty }));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"LIBTORCH={empty} holds no libtorch", Assert.Single(result.Error));
        Assert.Empty(result.Output);
        Assert.Equal(0, _sandbox.Builds);
    }

    [Fact]
    public void Without_apt_one_sentence_names_every_missing_package_and_the_missing_SDK()
    {
        _sandbox.RemoveTools("g++", "cmake", "make", "dotnet");
        LauncherResult result = _sandbox.Saddle("train");
        Assert.Equal(1, result.ExitCode);
        string sentence = Assert.Single(result.Error);
        Assert.Contains("g++ cmake make", sentence);
        Assert.Contains(".NET 10 SDK", sentence);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_missing_SDK_is_named_before_anything_is_installed()
    {
        _sandbox.RemoveTools("dotnet", "make");
        AddApt("touch \"$HOME/apt-ran\"");
        LauncherResult result = _sandbox.Saddle("train");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("install the .NET 10 SDK", Assert.Single(result.Error));
        Assert.False(File.Exists(_sandbox.PathOf("apt-ran")));
    }

    [Fact]
    public void Missing_packages_are_installed_and_standard_output_stays_the_programs()
    {
        _sandbox.RemoveTools("make");
        AddApt("""echo "$*"; echo "$*" >>"$HOME/apt"; printf '#!/bin/sh\n' >"$HOME/bin/make"; chmod +x "$HOME/bin/make" """);
        LauncherResult result = _sandbox.Saddle("--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("--json", result.Output[^1]);
        Assert.Equal(3, result.Output.Length);
        Assert.EndsWith("install --no-install-recommends make", File.ReadAllLines(_sandbox.PathOf("apt"))[0]);
        Assert.Contains(result.Error, line => line.StartsWith("Installing make", StringComparison.Ordinal));
        Assert.Empty(_sandbox.Saddle("--json").Error);
    }

    [Fact]
    public void When_apt_fails_the_sentence_gives_its_reason_and_no_program_is_started()
    {
        _sandbox.RemoveTools("make");
        AddApt("echo 'E: Unable to locate package make'; exit 100");
        LauncherResult result = _sandbox.Saddle("train");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("E: Unable to locate package make", result.Error[^1]);
        Assert.Contains("apt-get install --no-install-recommends make", result.Error[^1]);
        Assert.Empty(result.Output);
        Assert.Equal(1, _sandbox.Saddle("train").ExitCode);
    }

    [Theory, InlineData(""), InlineData("echo 'E: no network'; exit 100")]
    public void What_native_needs_and_cannot_be_had_is_no_hindrance_torchsharp_takes_its_place(string apt)
    {
        _sandbox.RemoveTools("make");
        if (apt.Length > 0)
        {
            AddApt(apt);
        }
        LauncherResult first = Started("train"), second = Started("train");
        Assert.Equal((0, "train"), (first.ExitCode, first.Output[^1]));
        string sentence = Assert.Single(
            first.Error, line => line.StartsWith("Using the engine torchsharp", StringComparison.Ordinal));
        Assert.Contains(apt.Length > 0 ? "E: no network" : "there is no apt-get", sentence);
        Assert.Contains("make", sentence);
        Assert.Empty(second.Error);
        Assert.Contains("-p:TorchSharpLibtorch=true", _sandbox.BuildCalls[^1]);
        Assert.False(File.Exists(_sandbox.PathOf("clone/artifacts/native/libsaddle.so")));

        // Once the package is there, native comes.
        _sandbox.AddTool("make", "");
        Started("train");
        Assert.True(File.Exists(_sandbox.PathOf("clone/artifacts/native/libsaddle.so")));
    }

    [Theory, InlineData("--engine torchsharp"), InlineData("--engine=torchsharp")]
    public void Who_asks_for_torchsharp_gets_nothing_of_natives(string option)
    {
        _sandbox.RemoveTools("make", "cmake", "g++");
        _sandbox.Write("apt", "");
        AddApt("echo \"$*\" >>\"$HOME/apt\"");
        LauncherResult result = Started(["train", .. option.Split(' ')]);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("make", File.ReadAllText(_sandbox.PathOf("apt")));
        Assert.Contains("-p:NativeEngine=false -p:TorchSharpLibtorch=true", _sandbox.BuildCalls[^1]);
    }

    [Fact]
    public void It_starts_from_any_folder_through_a_link_and_hands_over_arguments_and_exit_code()
    {
        string link = _sandbox.PathOf("bin/linked saddle");
        File.CreateSymbolicLink(link, _sandbox.PathOf("clone/saddle"));
        LauncherResult result = LauncherSandbox.Finish(
            _sandbox.Start("bin/linked saddle", ["train", "two words", ""], new() { ["EXIT_CODE"] = "130" }));
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(
            [$"pid {result.ProcessId}", Path.GetDirectoryName(_sandbox.PathOf("bin"))!, "train", "two words"], result.Output);
    }

    [Fact]
    public void It_builds_once_and_again_only_when_a_source_is_edited_added_or_deleted_or_LIBTORCH_changes()
    {
        Assert.Equal(["Building Saddle (once)..."], _sandbox.Saddle().Error);
        Assert.Empty(_sandbox.Saddle().Error);
        Assert.Equal(1, _sandbox.Builds);

        _sandbox.Write("clone/src/Saddle.Cli/Program.cs", "edited");
        Assert.Equal(["Building Saddle (what changed)..."], _sandbox.Saddle().Error);
        _sandbox.Write("clone/src/Saddle.Cli/New.cs", "");
        _sandbox.Saddle();
        File.Delete(_sandbox.PathOf("clone/src/Saddle.Cli/New.cs"));
        _sandbox.Saddle();
        Directory.Move(_sandbox.PathOf("libtorch"), _sandbox.PathOf("other libtorch"));
        var other = new Dictionary<string, string> { ["LIBTORCH"] = "other libtorch" };
        LauncherSandbox.Finish(_sandbox.Start("clone/saddle", [], other));
        LauncherSandbox.Finish(_sandbox.Start("clone/saddle", [], other));
        Assert.Equal(5, _sandbox.Builds);
    }

    [Fact]
    public void Two_starts_at_once_build_once()
    {
        _sandbox.OnBuild("sleep 0.5");
        var first = _sandbox.Start("clone/saddle", ["first"]);
        var second = _sandbox.Start("clone/saddle", ["second"]);
        Assert.Equal("first", LauncherSandbox.Finish(first).Output[^1]);
        Assert.Equal("second", LauncherSandbox.Finish(second).Output[^1]);
        Assert.Equal(1, _sandbox.Builds);
    }

    [Fact]
    public void A_failed_build_shows_the_compilers_errors_once_and_is_tried_again()
    {
        _sandbox.OnBuild("""
            echo 'src/A.cs(1,2): error CS1002: ; expected [/clone/A.csproj]'
            echo '  src/A.cs(1,2): error CS1002: ; expected [/clone/A.csproj]'
            exit 1
            """);
        LauncherResult result = _sandbox.Saddle();
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(3, result.Error.Length);
        Assert.Equal("src/A.cs(1,2): error CS1002: ; expected", result.Error[1]);
        Assert.Contains(_sandbox.PathOf("clone/artifacts/build.log"), result.Error[2]);

        _sandbox.OnBuild("");
        Assert.Equal(0, _sandbox.Saddle().ExitCode);
    }

    [Fact]
    public void A_libtorch_that_the_native_build_refuses_is_bad_input_in_one_sentence_and_the_last_build_is_not_trusted()
    {
        _sandbox.Saddle();
        _sandbox.OnNativeBuild("""
            printf 'CMake Error at CMakeLists.txt:31 (message):\n  SADDLE: libtorch 1.12 is too\n  old.\n\n\nerror: no\n'
            exit 1
            """);
        _sandbox.Write("old/lib/libtorch_cpu.so", "");
        Directory.CreateDirectory(_sandbox.PathOf("old/include"));
        LauncherResult result = LauncherSandbox.Finish(_sandbox.Start("clone/saddle", [], new() { ["LIBTORCH"] = "old" }));
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("saddle: libtorch 1.12 is too old.", result.Error[^1]);

        _sandbox.OnNativeBuild("");
        Assert.Equal(0, _sandbox.Saddle().ExitCode);
        Assert.Equal(3, _sandbox.Builds);
    }

    [Fact]
    public void The_test_command_adds_up_both_runners_and_the_other_engine_in_one_last_line()
    {
        AddRunners(
            "if [[ $SADDLE_ENGINE == torchsharp ]]; then echo 'X  Total: 9'; exit; fi; " +
            "echo '   X  Total: 6, Errors: 1, Failed: 1, Skipped: 1, Not Run: 1, Time: 1s'; exit 1",
            "echo 'X  Total: 2, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0'");
        LauncherResult result = _sandbox.Test();
        Assert.Equal((1, "21 passed, 2 failed, 1 skipped"), (result.ExitCode, result.Output[^1]));
        result = _sandbox.Test("--engine", "torchsharp");
        Assert.Equal((0, "18 passed, 0 failed"), (result.ExitCode, result.Output[^1]));
        result = _sandbox.Test("cli");
        Assert.Equal((0, "2 passed, 0 failed"), (result.ExitCode, result.Output[^1]));
    }

    [Fact]
    public void A_runner_that_crashes_or_a_build_that_fails_counts_as_a_failure()
    {
        AddRunners("exit 134", "echo 'X  Total: 0'");
        LauncherResult result = _sandbox.Test();
        Assert.Equal((1, "7 passed, 2 failed"), (result.ExitCode, result.Output[^1]));
        Assert.Contains("Saddle.Tests stopped on the engine torchsharp with exit code 134", result.Error[^1]);
        result = _sandbox.Test("cli");
        Assert.Equal((1, "0 passed, 0 failed"), (result.ExitCode, result.Output[^1]));

        _sandbox.OnBuild("exit 1");
        result = _sandbox.Test();
        Assert.Equal((1, "0 passed, 1 failed"), (result.ExitCode, Assert.Single(result.Output)));
    }

    // Without LIBTORCH, which asks for native; a libtorch of the system's is there.
    private LauncherResult Started(params string[] arguments)
        => LauncherSandbox.Finish(_sandbox.Start("clone/saddle", arguments, new() { ["LIBTORCH"] = "" }));

    private void AddApt(string script)
    {
        _sandbox.AddTool("apt-get", script);
        _sandbox.AddTool("dpkg", "");
        _sandbox.AddTool("sudo", "if [[ $1 == -n ]]; then shift; fi; \"$@\"");
    }

    private void AddRunners(string unit, string cli)
    {
        _sandbox.Write(
            "clone/tests/Saddle.Tests/bin/Release/net10.0/Saddle.Tests", $"#!/usr/bin/env bash\n{unit}\n", executable: true);
        _sandbox.Write(
            "clone/tests/Saddle.Cli.Tests/bin/Release/net10.0/Saddle.Cli.Tests", $"#!/usr/bin/env bash\n{cli}\n",
            executable: true);
        foreach ((string project, int tests) in new[] { ("Saddle.Runtime.Tests", 3), ("Saddle.Examples.Tests", 4) })
        {
            _sandbox.Write(
                $"clone/tests/{project}/bin/Release/net10.0/{project}", $"#!/usr/bin/env bash\necho 'X  Total: {tests}'\n",
                executable: true);
        }
    }
}
