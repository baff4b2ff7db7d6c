using System.Diagnostics;
using Saddle.Data;
using Spectre.Console;

namespace Saddle.Cli;

/// <summary>What opening data shows: a bar on a terminal, plain lines in a pipe; nothing if it is done at once.</summary>
internal static class DataDisplay
{
    private static readonly TimeSpan s_lineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs work on data; warnings go to standard error once the bar is gone.</summary>
    /// <param name="lines">Where plain lines go.</param>
    /// <param name="open">The work.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="announce">Whether plain lines tell of each part when it begins, too.</param>
    internal static T Show<T>(TextWriter lines, Func<DataWork, T> open, CancellationToken cancellation, bool announce = true)
    {
        var warnings = new List<string>();
        try
        {
            var work = new DataWork { Warn = warnings.Add, Cancellation = cancellation };
            bool bar = lines == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
            return bar ? WithBar(work, open) : open(work with { Progress = Lines(lines, announce) });
        }
        finally
        {
            warnings.ForEach(Output.Warn);
        }
    }

    private static T WithBar<T>(DataWork work, Func<DataWork, T> open) => ProgressLine.Bar().Start(
        context =>
        {
            ProgressTask? task = null;
            return open(work with
            {
                Progress = progress =>
                {
                    if (task?.Description != Output.Drawn(progress.What))
                    {
                        task?.StopTask();
                        task = context.AddTask(Output.Drawn(progress.What), maxValue: progress.Total);
                    }
                    task.Value = progress.Done;
                },
            });
        });

    /// <summary>Tells of work in plain lines every ten seconds.</summary>
    /// <param name="lines">Where they go.</param>
    /// <param name="announce">Whether each part is told of when it begins, too.</param>
    internal static Action<DataProgress> Lines(TextWriter lines, bool announce = true)
    {
        string what = "";
        long last = announce ? 0 : Stopwatch.GetTimestamp();
        return progress =>
        {
            if ((announce && progress.What != what) || Stopwatch.GetElapsedTime(last) >= s_lineInterval)
            {
                lines.WriteLine($"{progress.What}: {progress.Done} of {progress.Total}");
                (what, last) = (progress.What, Stopwatch.GetTimestamp());
            }
        };
    }
}
