using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Assessment;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle compare</c>: runs side by side by their newest evaluations.</summary>
internal static class CompareCommand
{
    internal static CommandEntry Entry { get; } = new(
        "compare", "Runs side by side, by what was measured while they learnt: mean and deviation over seeds", Create, "RUN");

    private static ExampleCommand Create()
    {
        var runs = new Argument<string[]>("RUN")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "The runs' folders; those that differ in their seed only become one line, "
                + "and what is no run or was never evaluated is left out and named",
        };
        var sort = new Option<string?>("--sort")
        {
            HelpName = "KEY",
            Description = "Order the lines by this score, smallest first; as they were named if left out",
        };
        Option<bool> json = Output.JsonOption();
        var command = new ExampleCommand(
            Entry,
            "./saddle compare runs/wgan-gp-001 runs/sngan-001", "./saddle compare runs/* --sort fid") { runs, sort, json };
        command.SetAction(parsed =>
        {
            RunComparison comparison = RunComparison.Of(parsed.GetValue(runs)!);
            foreach (string reason in comparison.Skipped)
            {
                Console.Error.WriteLine($"left out: {reason}");
            }
            IReadOnlyList<ComparedRuns> lines = Sorted(comparison, parsed.GetValue(sort));
            if (parsed.GetValue(json))
            {
                Output.Json(new JsonArray([.. lines.Select(line => Describe(line, comparison.Keys))]));
                return;
            }
            Output.Table(
                ["recipe", "seeds", "steps", "seconds", .. comparison.Keys],
                lines.Select(line => new[]
                {
                    line.Label, Text(line.Runs.Count), Text(line.Steps), line.Seconds.ToString("0", CultureInfo.InvariantCulture),
                }.Concat(comparison.Keys.Select(key => Show(line[key]))).ToArray()));
        });
        return command;
    }

    private static IReadOnlyList<ComparedRuns> Sorted(RunComparison comparison, string? key)
    {
        if (key is null)
        {
            return comparison.Lines;
        }
        return comparison.Keys.Contains(key)
            ? [.. comparison.Lines.OrderBy(line => double.IsNaN(line[key].Mean)).ThenBy(line => line[key].Mean)]
            : throw new InputException($"--sort: {Components.Names.Unknown("score", key, comparison.Keys)}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Show((double Mean, double Deviation) score)
        => double.IsNaN(score.Mean) ? "-"
            : double.IsNaN(score.Deviation) ? Digits(score.Mean)
            : $"{Digits(score.Mean)} +- {Digits(score.Deviation)}";

    private static string Digits(double value)
        => NumberText.Show(value, Math.Abs(value) >= 1e15 ? "0.###E+0" : Math.Abs(value) >= 10 ? "0.0" : "0.###");

    private static JsonObject Describe(ComparedRuns line, IReadOnlyList<string> keys)
    {
        var document = new JsonObject
        {
            ["recipe"] = line.Label,
            ["runs"] = new JsonArray([.. line.Runs.Select(run => JsonValue.Create(run.Folder))]),
            ["steps"] = line.Steps,
            ["seconds"] = Math.Round(line.Seconds, 1),
        };
        foreach (string key in keys.Where(key => !double.IsNaN(line[key].Mean)))
        {
            var score = new JsonObject { ["mean"] = line[key].Mean };
            if (!double.IsNaN(line[key].Deviation))
            {
                score["deviation"] = line[key].Deviation;
            }
            document[key] = score;
        }
        return document;
    }
}
