using System.Diagnostics;

namespace Saddle.Cli.Tests;

/// <summary>
/// A copy of the launcher scripts in a folder of its own, with a <c>PATH</c> that holds a few harmless tools, a pretended
/// .NET SDK whose builds leave a program that prints its arguments, and whatever else a test puts there.
/// </summary>
internal sealed class LauncherSandbox : IDisposable
{
    private static readonly string[] Tools =
    [
        "bash", "env", "readlink", "mkdir", "find", "sort", "flock", "rm", "touch", "sed", "grep", "tail", "awk", "head",
        "tr", "tee", "cat", "chmod", "sleep", "uname", "nproc", "cmp", "cp",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle launcher ").FullName;

    public LauncherSandbox()
    {
        string source = RepositoryRoot();
        foreach (string file in (string[])["saddle", "test", "scripts/setup.sh", "scripts/build.sh"])
        {
            Write($"clone/{file}", File.ReadAllText(Path.Combine(source, file)), executable: true);
        }

        Write("clone/src/Saddle.Cli/Program.cs", "");
        Write("clone/native/library.cpp", "");
        Write("libtorch/lib/libtorch_cpu.so", "");
        Directory.CreateDirectory(Path.Combine(_folder, "libtorch/include"));

        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        foreach (string tool in Tools)
        {
            File.CreateSymbolicLink(Path.Combine(_folder, "bin", tool), Which(tool));
        }

        AddTool("g++", "");
        AddTool("cmake", """
            if [[ $1 == -S ]]; then source on-native-build; exit; fi
            mkdir -p "${2%/build}"
            touch "${2%/build}/libsaddle.so" "${2%/build}/saddle-kernel"
            """);
        AddTool("make", "");
        AddTool("dotnet", """
            if [[ $1 != build ]]; then exit; fi
            echo "$*" >>builds
            source on-build
            program=src/Saddle.Cli/bin/Release/net10.0/saddle-cli
            mkdir -p "${program%/*}"
            printf '#!/usr/bin/env bash\necho "pid $$"\nprintf "%%s\\n" "$PWD" "$@"\nexit "${EXIT_CODE:-0}"\n' >"$program"
            chmod +x "$program"
            """);
        OnBuild("");
        OnNativeBuild("");
    }

    /// <summary>How many times the pretended SDK was asked to build.</summary>
    public int Builds => File.Exists(PathOf("clone/builds")) ? File.ReadAllLines(PathOf("clone/builds")).Length : 0;

    public string PathOf(string name) => Path.Combine(_folder, name);

    public void AddTool(string name, string script) => Write($"bin/{name}", $"#!/usr/bin/env bash\n{script}\n", executable: true);

    public void RemoveTools(params string[] names)
    {
        foreach (string name in names)
        {
            File.Delete(PathOf($"bin/{name}"));
        }
    }

    /// <summary>What was asked of the pretended SDK, a line a build.</summary>
    public string[] BuildCalls => File.ReadAllLines(PathOf("clone/builds"));

    /// <summary>What else a build does, as lines of bash run in the clone.</summary>
    public void OnBuild(string script) => Write("clone/on-build", script);

    /// <summary>What the native build does when it looks for libtorch.</summary>
    public void OnNativeBuild(string script) => Write("on-native-build", script);

    public void Write(string name, string text, bool executable = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public LauncherResult Saddle(params string[] arguments) => Finish(Start("clone/saddle", arguments));

    public LauncherResult Test(params string[] arguments) => Finish(Start("clone/test", arguments));

    public Process Start(string script, string[] arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(PathOf(script), arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = PathOf("bin");
        start.Environment["HOME"] = _folder;
        start.Environment["LIBTORCH"] = PathOf("libtorch");
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static LauncherResult Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                process.Kill(entireProcessTree: true);
            }

            process.WaitForExit();
            return new LauncherResult(process.Id, process.ExitCode, Lines(output.Result), Lines(error.Result));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Which(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, tool)).First(File.Exists);

    internal static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Saddle.slnx")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}

/// <summary>What a start of the launcher printed, line by line, and how it ended.</summary>
internal sealed record LauncherResult(int ProcessId, int ExitCode, string[] Output, string[] Error);
