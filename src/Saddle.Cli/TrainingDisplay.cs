using System.Diagnostics;
using System.Globalization;
using Saddle.Torch;
using Saddle.Training;
using Spectre.Console;

namespace Saddle.Cli;

/// <summary>What <c>saddle train</c> shows: a bar on a terminal, plain lines in a pipe.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan s_lineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Says what begins.</summary>
    internal static void Announce(TrainingSession session, TextWriter lines)
    {
        Recipe recipe = session.Run.Recipe;
        if (torch.blas == "unknown")
        {
            Console.Error.WriteLine("warning: libtorch uses a slow matrix library; install OpenBLAS (on Debian: apt-get install libopenblas0-pthread).");
        }
        foreach (string warning in session.Warnings)
        {
            Console.Error.WriteLine($"warning: {warning}.");
        }
        lines.WriteLine($"{recipe.Name}: {recipe.Network.Name} on {recipe.Data.Name}, objective {recipe.Objective}, {recipe.Steps} steps of {recipe.Batch} on {recipe.Device} with {recipe.Threads} threads");
        lines.WriteLine(session.CompletedSteps > 0
            ? $"continuing {session.Run.Folder} after step {session.CompletedSteps}"
            : $"run: {session.Run.Folder}");
    }

    /// <summary>Runs the training and shows its progress.</summary>
    internal static void Show(TrainingSession session, TextWriter lines, Action<Action<StepReport>> train)
    {
        if (Console.IsOutputRedirected || lines != Console.Out)
        {
            train(Lines(lines));
            return;
        }
        string numbers = "";
        AnsiConsole.Progress()
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask task = context.AddTask("starting", maxValue: session.Run.Recipe.Steps);
                task.Value = session.CompletedSteps;
                train(report =>
                {
                    task.Value = report.Step;
                    numbers = Markup.Escape(Describe(report));
                    task.Description = numbers;
                });
            });
    }

    /// <summary>Says where everything lies.</summary>
    internal static void Conclude(TrainingSession session, bool json)
    {
        Run run = session.Run;
        string grid = run.SampleFiles.Count > 0 ? run.SampleFiles[^1] : "";
        if (!json)
        {
            Console.Out.WriteLine($"run:    {run.Folder}");
            Console.Out.WriteLine($"grid:   {grid}");
            Console.Out.WriteLine($"report: {run.ReportFile}");
            return;
        }
        Output.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("run", run.Folder);
            writer.WriteString("grid", grid);
            writer.WriteString("report", run.ReportFile);
            writer.WriteNumber("steps", session.CompletedSteps);
            if (session.LastReport is { } report)
            {
                writer.WriteNumber("seconds", Math.Round(report.Seconds, 3));
                writer.WriteNumber("images_per_second", Math.Round(report.ImagesPerSecond, 2));
                foreach ((string name, double value) in report.Metrics)
                {
                    writer.WriteNumber(name, value);
                }
            }
            writer.WriteEndObject();
        });
    }

    private static Action<StepReport> Lines(TextWriter lines)
    {
        long last = Stopwatch.GetTimestamp();
        bool first = true;
        return report =>
        {
            if (first || report.Step == report.TotalSteps || Stopwatch.GetElapsedTime(last) >= s_lineInterval)
            {
                lines.WriteLine($"step {report.Step}/{report.TotalSteps}  {Describe(report)}");
                (last, first) = (Stopwatch.GetTimestamp(), false);
            }
        };
    }

    private static string Describe(StepReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"D {report["discriminator_loss"]:0.000}  G {report["generator_loss"]:0.000}  {report.ImagesPerSecond:0} images/s  {Left(report.SecondsLeft)}");

    private static string Left(double seconds)
        => double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds).ToString(seconds >= 3600 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture) + " left" : "";
}
