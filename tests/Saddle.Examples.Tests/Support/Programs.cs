using System.Diagnostics;

namespace Saddle.Examples.Tests.Support;

/// <summary>Other programs.</summary>
internal static class Programs
{
    /// <summary>The first of some programs that the system has, or null.</summary>
    internal static string? Find(params string[] names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>A program that is started, its output redirected.</summary>
    internal static Process Start(string program, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>Runs a program to its end.</summary>
    internal static async Task<Finished> Run(string program, string[] arguments, string? folder = null, int limitSeconds = 60)
    {
        using Process process = Start(program, arguments, folder);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(limitSeconds));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Finished(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            await End(process);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {limitSeconds} s.");
        }
    }

    /// <summary>Ends a program and those that it started.</summary>
    internal static async Task End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for a line of a program, and goes on reading so that the program never waits for a reader.</summary>
    internal static async Task<string> Line(Process process, StreamReader reader, Func<string, bool> isIt, int limitSeconds = 60)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(limitSeconds));
        var before = new List<string>();
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (isIt(line))
            {
                _ = reader.ReadToEndAsync();
                return line;
            }
            before.Add(line);
        }
        throw new InvalidOperationException($"{process.StartInfo.FileName} ended early: {string.Join(' ', before)}");
    }

    /// <summary>How a program ended.</summary>
    internal sealed record Finished(int Code, string Output, string Error);
}
