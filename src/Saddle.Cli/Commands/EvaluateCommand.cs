using System.CommandLine;
using System.Text.Json.Nodes;
using Saddle.Assessment;
using Saddle.Evaluation;
using Saddle.Reporting;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle evaluate</c>: measures one set of samples by another.</summary>
internal static class EvaluateCommand
{
    internal static CommandEntry Entry { get; } = new(
        "evaluate", "Measure how good samples are: any generator's, by any reference", Create);

    private static ExampleCommand Create()
    {
        var arguments = new EvaluateArguments();
        var command = new ExampleCommand(
            Entry,
            "./saddle evaluate --generated runs/dcgan-001",
            "./saddle evaluate --generated runs/dcgan-001 --reference fashion-mnist:split=test --out judged.html",
            "./saddle evaluate --generated samples/ --reference photos/ --features inception --metrics fid,kid --json",
            "./saddle evaluate --generated fake.npy --reference real.npy");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            (string? page, string? statistics) = (arguments.Page(parsed), arguments.Statistics(parsed));
            EvaluationRequest request = arguments.Read(parsed, Output.Warn);
            using EvaluationSide generated = request.Generated, reference = request.Reference;
            using EvaluationSide? heldOut = request.HeldOut;
            torch.set_num_threads(arguments.Threads(parsed));
            using var interruption = new Interruption();
            bool json = arguments.Json(parsed);
            using EvaluationResult result = DataDisplay.Show(
                json ? Console.Error : Console.Out, request.Run, interruption.Token, announce: false);
            Save(result, page, statistics, reference.Name);
            if (json)
            {
                Output.Json(Describe(result, request.Seed));
                return;
            }
            Print(result, page, statistics);
        });
        return command;
    }

    private static void Save(EvaluationResult result, string? page, string? statistics, string reference)
    {
        if (statistics is not null)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            FeatureSet features = result.Comparison?.Reference
                ?? throw new InputException($"--save-statistics: {reference} holds statistics already.");
            GaussianStatistics kept = GaussianStatistics.Of(features);
            OutOption.Write(statistics, () => StatisticsFile.Save(statistics, kept), "--save-statistics");
        }
        if (page is not null)
        {
            OutOption.Write(page, () => EvaluationPage.Save(page, result));
        }
    }

    private static void Print(EvaluationResult result, string? page, string? statistics)
    {
        EvaluationReport report = result.Report;
        Output.Table(
            ["metric", "value", "known bias"],
            report.Measured.SelectMany(measured => measured.Scores.Select((score, k) => new[]
            {
                score.Key, EvaluationPage.Show(score.Value), k == 0 ? measured.Metric.Bias : "",
            })));
        Console.Out.WriteLine();
        Console.Out.WriteLine(EvaluationPage.Basis(result));
        foreach ((Metric metric, string lack) in report.Lacking)
        {
            Console.Out.WriteLine($"not measured: {metric.Name}: {lack}");
        }
        foreach ((string what, string? path) in new[] { ("page", page), ("statistics", statistics) })
        {
            if (path is not null)
            {
                Console.Out.WriteLine($"{what}: {path}");
            }
        }
    }

    private static JsonObject Describe(EvaluationResult result, long seed)
    {
        EvaluationReport report = result.Report;
        var document = new JsonObject();
        foreach (Score score in report.Scores)
        {
            document[score.Key] = score.Value;
        }
        document["n_generated"] = report.GeneratedCount;
        document["n_reference"] = report.ReferenceCount;
        if (result.Comparison is { } comparison)
        {
            document["n_training"] = comparison.Training.Count;
            document["n_held_out"] = comparison.HeldOut?.Count ?? 0;
        }
        document["features"] = report.Features.Name;
        document["features_digest"] = report.Features.Hash;
        document["seed"] = seed;
        document["not_measured"] = new JsonObject(
            report.Lacking.Select(lacking => KeyValuePair.Create(lacking.Metric.Name, (JsonNode?)lacking.Lack)));
        return document;
    }
}
