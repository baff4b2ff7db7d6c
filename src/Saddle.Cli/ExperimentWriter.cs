using System.Globalization;
using System.Text.Json.Nodes;
using Saddle.Theory.Experiments;

namespace Saddle.Cli;

/// <summary>Prints what an experiment found, and keeps its numbers and pictures.</summary>
internal static class ExperimentWriter
{
    internal static void Save(ExperimentResult result, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "numbers.json"), Output.PlainText(result.Values) + "\n");
        foreach ((string name, string svg) in result.Charts)
        {
            File.WriteAllText(Path.Combine(folder, name + ".svg"), svg);
        }
    }

    internal static void Print(ExperimentResult result, TextWriter writer)
    {
        writer.WriteLine(result.Statement);
        writer.WriteLine();
        PrintObject(result.Values, writer);
    }

    // Single values first, as one table; then each list of rows as a table of its own.
    private static void PrintObject(JsonObject values, TextWriter writer)
    {
        List<KeyValuePair<string, JsonNode?>> single =
            [.. values.Where(pair => !IsTable(pair.Value) && pair.Value is not JsonObject)];
        if (single.Count > 0)
        {
            Output.Table(["quantity", "value"], single.Select(pair => new[] { Readable(pair.Key), Show(pair.Value) }));
        }
        foreach ((string name, JsonNode? value) in values.Where(pair => IsTable(pair.Value) || pair.Value is JsonObject))
        {
            writer.WriteLine();
            writer.WriteLine($"{Readable(name)}:");
            if (value is JsonObject nested)
            {
                PrintObject(nested, writer);
                continue;
            }
            JsonObject[] rows = [.. value!.AsArray().Select(row => row!.AsObject())];
            string[] columns = [.. rows.SelectMany(row => row.Select(cell => cell.Key)).Distinct()];
            Output.Table(
                [.. columns.Select(Readable)], rows.Select(row => columns.Select(column => Show(row[column])).ToArray()));
        }
    }

    private static bool IsTable(JsonNode? node) => node is JsonArray { Count: > 0 } list && list.All(item => item is JsonObject);

    private static string Readable(string name) => name.Replace('_', ' ');

    private static string Show(JsonNode? node) => node switch
    {
        null => "",
        JsonArray list => string.Join("  ", list.Select(Show)),
        JsonValue value when value.TryGetValue(out double number) => NumberText.Show(number, "0.######"),
        JsonValue value when value.TryGetValue(out string? text) && text is "Infinity" or "-Infinity" or "NaN"
            => NumberText.Show(double.Parse(text, CultureInfo.InvariantCulture), "R"),
        _ => node.ToString(),
    };
}
