using System.Diagnostics;

namespace Saddle.Cli.Tests;

/// <summary>A temporary folder in which the real program is started.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>Settings that make a points recipe as small as it can be.</summary>
    internal static readonly string[] TinyPoints =
    [
        "--threads", "1", "--set", "batch=8", "--set", "network.generator_width=8", "--set", "network.discriminator_width=8",
        "--set", "network.hidden_layers=1", "--set", "sample_count=16",
    ];

    /// <summary>Settings that make a DCGAN on <see cref="Idx"/>'s images as small as it can be.</summary>
    internal static readonly string[] TinyImages =
    [
        "--threads", "1", "--set", "batch=8", "--set", "network.size=16", "--set", "network.generator_width=8",
        "--set", "network.discriminator_width=8", "--set", "sample_count=4",
    ];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("saddle cli ").FullName;

    /// <summary>The folder in which the tests were built, with the program and all that it needs.</summary>
    internal static string ProgramFolder => AppContext.BaseDirectory;

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    internal string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>Everything below a folder of the workplace, hidden files too, in order.</summary>
    internal string[] Files(string name = ".")
        => Directory.Exists(PathOf(name))
            ? [
                .. Directory.EnumerateFiles(PathOf(name), "*", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(PathOf(name), path)).Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Starts the program and waits for its end.</summary>
    internal Finished Saddle(params string[] arguments) => Start(arguments).Finish();

    internal Running Start(params string[] arguments) => Start(Path.Combine(ProgramFolder, "saddle-cli"), arguments);

    internal Running Start(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the machine's user has set must not change what the tests see.
        start.Environment.Remove("SADDLE_TRACE");
        start.Environment.Remove("OPENBLAS_CORETYPE");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }
        return new Running(Process.Start(start)!);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
