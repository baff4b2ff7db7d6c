using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>The program while it runs.</summary>
internal sealed class Running
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new(), _error = new();

    internal Running(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until something is so, or the program has ended.</summary>
    internal bool WaitFor(Func<bool> condition)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_limit && !_process.HasExited;)
        {
            if (condition())
            {
                return true;
            }
            Thread.Sleep(1);
        }
        return condition();
    }

    /// <summary>Waits until standard output holds a text.</summary>
    internal void WaitForOutput(string text)
        => Assert.True(WaitFor(() => Text(_output).Contains(text, StringComparison.Ordinal)), Text(_error));

    /// <summary>kill -9: the program gets no chance to tidy up.</summary>
    internal Finished Kill()
    {
        _process.Kill();
        return Finish();
    }

    /// <summary>Sends a signal by its name: INT is Ctrl-C.</summary>
    internal void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)])!;
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    internal Finished Finish()
    {
        using (_process)
        {
            bool ended = _process.WaitForExit(s_limit);
            if (!ended)
            {
                _process.Kill(entireProcessTree: true);
            }
            _process.WaitForExit();
            Assert.True(ended, $"The program did not end by itself. It said:\n{Text(_output)}\n{Text(_error)}");
            return new Finished(_process.ExitCode, Text(_output), Text(_error));
        }
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
