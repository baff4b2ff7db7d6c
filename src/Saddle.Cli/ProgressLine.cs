using Spectre.Console;

namespace Saddle.Cli;

/// <summary>A bar for work of known length; nothing in a pipe.</summary>
internal static class ProgressLine
{
    internal static T Show<T>(string what, bool quiet, Func<Action<double>, T> work)
    {
        if (quiet || Console.IsOutputRedirected)
        {
            return work(_ => { });
        }
        return Bar().Start(context =>
        {
            ProgressTask task = context.AddTask(Output.Drawn(what), maxValue: 1);
            return work(share => task.Value = share);
        });
    }

    /// <summary>A bar with its percentage, what is done, and the time left; it goes when the work is done.</summary>
    internal static Progress Bar() => AnsiConsole.Progress().AutoClear(true).Columns(
        new ProgressBarColumn { Width = 30 }, new PercentageColumn(),
        new TaskDescriptionColumn { Alignment = Justify.Left }, new RemainingTimeColumn());
}
