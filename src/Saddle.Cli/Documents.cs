using System.Text.Json.Serialization;
using Saddle.Cli.Commands;

namespace Saddle.Cli;

/// <summary>The documents of <c>--json</c> that have a fixed shape; what is null is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(NumberConverter)])]
[JsonSerializable(typeof(BenchCommand.BenchDocument))]
[JsonSerializable(typeof(CheckCommand.CheckDocument[]))]
[JsonSerializable(typeof(DataDescription.DataDocument))]
[JsonSerializable(typeof(DataGetCommand.DownloadDocument))]
[JsonSerializable(typeof(DataGetCommand.KnownSetDocument[]))]
[JsonSerializable(typeof(ObjectiveEvaluation))]
[JsonSerializable(typeof(PlanPrinter.NetworkDocument))]
internal sealed partial class Documents : JsonSerializerContext;
