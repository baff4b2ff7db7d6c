using System.Diagnostics;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>libtorch missing, unusable or not the one that the program was built for.</summary>
public sealed class LibtorchTests : IDisposable
{
    private static readonly string[] s_train = ["train", "ring", "--out", "run"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("train --help")]
    [InlineData("recipes")]
    [InlineData("recipes dcgan")]
    [InlineData("recipes --json")]
    [InlineData("objectives least-squares")]
    [InlineData("networks dcgan --json")]
    [InlineData("data")]
    public void What_needs_no_tensor_works_without_libtorch_and_without_the_shim(string line)
        => Start(Program(shim: null), line.Split(' '), _place.Folder).Succeeded();

    [Fact]
    public void A_LIBTORCH_folder_without_libtorch_is_refused_before_anything_is_written()
        => Stopped(
            Start(Program(), s_train, _place.Folder), $"LIBTORCH={_place.Folder} holds no lib/libtorch_cpu.so; install libtorch",
            "apt-get install libtorch-dev");

    [Fact]
    public void A_libtorch_that_is_no_library_is_named_with_the_loaders_reason()
    {
        _place.Write("libtorch/lib/libtorch_cpu.so", "no library");
        _place.Write("libtorch/lib/libc10.so", "no library");
        Stopped(
            Start(Program(), s_train, _place.PathOf("libtorch")),
            $"libtorch could not be used: {_place.PathOf("libtorch/lib/libc10.so")}: ");
    }

    [Fact]
    public void A_missing_shim_is_told_apart_from_a_missing_libtorch()
        => Stopped(
            Start(Program(shim: null), s_train), "libsaddle.so is missing: it belongs beside the program; build Saddle again");

    [Fact]
    public void A_shim_that_is_no_library_is_named_with_the_loaders_reason()
        => Stopped(Start(Program(shim: "no library"), s_train), "libsaddle.so: file too short");

    [Theory]
    [InlineData(
        "int saddle_abi(void) { return 999; }", "libsaddle.so has ABI 999, but this Saddle needs ABI 12; build Saddle again")]
    [InlineData("int other(void) { return 1; }", "libsaddle.so is not the one that belongs to this Saddle: it has no saddle_abi")]
    public void A_shim_with_another_ABI_is_refused(string source, string message)
    {
        string program = Program(shim: null);
        _place.Write("shim.c", source);
        try
        {
            using Process compiler = Process.Start(
                "cc", ["-shared", "-o", Path.Combine(Path.GetDirectoryName(program)!, "libsaddle.so"), _place.PathOf("shim.c")]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no C compiler.");
        }
        Stopped(Start(program, s_train), message);
    }

    private void Stopped(Finished finished, params string[] parts)
    {
        finished.Stopped(1, parts);
        Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(_place.PathOf("run")));
    }

    private Finished Start(string program, string[] arguments, string? libtorch = null)
        => _place.Start(program, arguments, [.. libtorch is null ? [] : new[] { ("LIBTORCH", libtorch) }]).Finish();

    private static string Program() => Path.Combine(Workplace.ProgramFolder, "saddle-cli");

    // A copy of the program with another shim, or none.
    private string Program(string? shim)
    {
        string[] files =
        [
            "saddle-cli", "saddle-cli.dll", "saddle-cli.runtimeconfig.json", "saddle-cli.deps.json", "Saddle.dll",
            "Saddle.Theory.dll", "Saddle.Contracts.dll", "Spectre.Console.dll", "Spectre.Console.Ansi.dll",
            "System.CommandLine.dll",
        ];
        Directory.CreateDirectory(_place.PathOf("program"));
        foreach (string name in files)
        {
            File.Copy(Path.Combine(Workplace.ProgramFolder, name), _place.PathOf($"program/{name}"));
        }
        if (shim is not null)
        {
            _place.Write("program/libsaddle.so", shim);
        }
        return _place.PathOf("program/saddle-cli");
    }
}
