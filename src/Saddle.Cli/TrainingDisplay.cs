using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Assessment;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Learners;
using Saddle.Torch;
using Saddle.Training;
using Spectre.Console;

namespace Saddle.Cli;

/// <summary>What <c>saddle train</c> shows: a bar on a terminal, plain lines in a pipe.</summary>
internal static class TrainingDisplay
{
    // The percentage and the numbers beside the bar: with losses of two digits and hours left they still fit in one line.
    private const int WidestNumbers = 62, NarrowestBar = 8, WidestBar = 40;

    private static readonly TimeSpan s_lineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Says what begins.</summary>
    internal static void Announce(TrainingSession session, TextWriter lines)
    {
        Recipe recipe = session.Run.Recipe;
        if (torch.blas == "unknown")
        {
            Output.Warn(
                "libtorch uses a slow matrix library; install OpenBLAS (on Debian: apt-get install libopenblas0-pthread)");
        }
        foreach (string warning in session.Warnings)
        {
            Output.Warn(warning);
        }
        lines.WriteLine($"{recipe.Name} on {recipe.Data.Name}: {recipe.Learner.Headline}");
        lines.WriteLine(
            $"{recipe.Steps} steps of {recipe.Batch} on {session.Place}, "
            + $"{recipe.Threads} {(recipe.Threads == 1 ? "thread" : "threads")} "
            + $"(engine {torch.engine}, libtorch {torch.version})");
        if (session.Inheritance is { } inheritance)
        {
            lines.WriteLine(inheritance);
        }
        string folder = session.Run.Folder;
        lines.WriteLine(session switch
        {
            { Finished: true } =>
                $"{folder} is finished: all {recipe.Steps} steps are made. "
                + $"To train it longer:{Environment.NewLine}{ResumeCommand(session.Run)} --steps {2 * recipe.Steps}",
            { CompletedSteps: > 0 } => $"continuing {folder} after step {session.CompletedSteps}",
            { BeganAgain: true } => $"starting {folder} over: it has no checkpoint yet",
            _ => $"run: {folder}",
        });
    }

    /// <summary>The command line that continues a run.</summary>
    internal static string ResumeCommand(Run run) => ResumeCommand(run.Folder);

    internal static string ResumeCommand(string folder)
        => $"./saddle train --resume {Quoted.Word(folder)}{ExtensionOption.Again}";

    /// <summary>Runs the training and shows its progress, and that of its evaluations.</summary>
    internal static void Show(
        TrainingSession session, TextWriter lines, Action<Action<StepReport>> train, CancellationToken cancellation)
    {
        var work = new DataWork { Warn = warning => Warn(session, warning), Cancellation = cancellation };
        bool canMoveCursor = AnsiConsole.Profile.Capabilities.Ansi && AnsiConsole.Profile.Width >= NarrowestBar + WidestNumbers;
        if (Console.IsOutputRedirected || lines != Console.Out || session.Finished || !canMoveCursor)
        {
            session.EvaluationWork = work with { Progress = DataDisplay.Lines(lines, announce: false) };
            train(Lines(session, lines));
            return;
        }
        int width = Math.Clamp(AnsiConsole.Profile.Width - WidestNumbers, NarrowestBar, WidestBar);
        AnsiConsole.Progress()
            .Columns(
                new ProgressBarColumn { Width = width }, new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask task = context.AddTask("starting", maxValue: session.Run.Recipe.Steps);
                task.Value = session.CompletedSteps;
                session.EvaluationWork = work with
                {
                    Progress = progress => task.Description = Output.Drawn(
                        $"{progress.What} {100 * progress.Done / progress.Total} %"),
                };
                bool first = true;
                train(report =>
                {
                    task.Value = report.Step;
                    task.Description = Output.Drawn(Describe(report, withRate: !first));
                    first = false;
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
            if (session.LastEvaluation is { } evaluation)
            {
                Console.Out.WriteLine(
                    $"scores: {Scores(evaluation)} ({evaluation.GeneratedCount} samples; features: {evaluation.Features})");
            }
            return;
        }
        var document = new JsonObject
        {
            ["run"] = run.Folder, ["grid"] = grid, ["report"] = run.ReportFile, ["steps"] = session.CompletedSteps,
        };
        if (session.LastReport is { } report)
        {
            document["seconds"] = Math.Round(report.Seconds, 3);
            document["images_per_second"] = Math.Round(report.ImagesPerSecond, 2);
            foreach ((string name, double value) in report.Metrics)
            {
                document[name] = value;
            }
        }
        foreach (Score score in session.LastEvaluation?.Scores.Where(score => double.IsFinite(score.Value)) ?? [])
        {
            document[score.Key] = score.Value;
        }
        Output.Json(document);
    }

    private static void Warn(TrainingSession session, string warning)
    {
        Output.Warn(warning);
        session.Note(warning);
    }

    private static string Scores(EvaluationReport evaluation)
        => string.Join(", ", evaluation.Scores.Select(score => $"{score.Key} {EvaluationPage.Show(score.Value)}"));

    private static Action<StepReport> Lines(TrainingSession session, TextWriter lines)
    {
        long last = Stopwatch.GetTimestamp();
        bool first = true;
        EvaluationReport? told = null;
        return report =>
        {
            if (session.LastEvaluation is { } evaluation && evaluation != told)
            {
                lines.WriteLine($"step {report.Step}/{report.TotalSteps}  {Scores(evaluation)}");
                told = evaluation;
            }
            if (first || report.Step == report.TotalSteps || Stopwatch.GetElapsedTime(last) >= s_lineInterval)
            {
                lines.WriteLine(
                    $"step {report.Step}/{report.TotalSteps}  "
                    + $"{Describe(report, withRate: !first || report.Step == report.TotalSteps)}");
                (last, first) = (Stopwatch.GetTimestamp(), false);
            }
        };
    }

    // The first step of a session takes much longer than the others, so its rate would only mislead.
    private static string Describe(StepReport report, bool withRate)
    {
        string losses = string.Join("  ", report.Metrics.Take(2).Select(metric => $"{Short(metric.Name)} {Loss(metric.Value)}"));
        return withRate
            ? string.Create(CultureInfo.InvariantCulture, $"{losses}  {report.ImagesPerSecond:0} images/s{Left(report)}")
            : losses;
    }

    private static string Short(string metric) => metric switch
    {
        "discriminator_loss" => "D",
        "generator_loss" => "G",
        _ => metric.Replace('_', ' '),
    };

    // Least squares can be anything; it must not push the rest out of the line.
    private static string Loss(double value)
        => NumberText.Show(value, Math.Abs(value) < 1_000 ? "0.000" : "0.00E+0");

    private static string Left(StepReport report)
    {
        if (report.Step == report.TotalSteps || !double.IsFinite(report.SecondsLeft))
        {
            return "";
        }
        TimeSpan left = TimeSpan.FromSeconds(Math.Ceiling(report.SecondsLeft));
        return left.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $@"  {left:m\:ss} left")
            : string.Create(CultureInfo.InvariantCulture, $@"  {(long)left.TotalHours}:{left:mm\:ss} left");
    }
}
