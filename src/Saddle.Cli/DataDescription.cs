using System.Text.Json;
using Saddle.Components;
using Saddle.Data;
using Saddle.Reporting;

namespace Saddle.Cli;

/// <summary>What <c>saddle data SPEC</c> tells of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Why">What it was recognised by.</param>
/// <param name="Report">What was found in it.</param>
/// <param name="ContactSheet">The picture that shows what it holds.</param>
internal sealed record DataDescription(DataSource Source, string Why, DataReport Report, string ContactSheet)
{
    internal void Print()
    {
        TextWriter lines = Console.Out;
        string count = Report.Count is { } number ? $"{number} " : "any number of ";
        lines.WriteLine($"{Source.Name} ({Source.ShowSettings()}): {count}{Report.Shape}");
        lines.WriteLine($"recognised by: {Why}");
        if (Report.Sizes is { } sizes)
        {
            lines.WriteLine($"sizes: {sizes.Smallest} to {sizes.Largest}, median {sizes.Median}");
        }
        if (Report.GreyCount is { } grey)
        {
            lines.WriteLine($"channels: {grey} grey, {Report.Count - grey} colour");
        }
        if (Report.CaptionCount > 0)
        {
            lines.WriteLine($"captions: {Report.CaptionCount}, the first: {string.Join("; ", Report.CaptionExamples)}");
        }
        if (Report.IgnoredCount > 0)
        {
            lines.WriteLine($"passed over: {Report.IgnoredCount} files that are hidden or of another kind");
        }
        if (Report.Skipped.Count > 0)
        {
            lines.WriteLine($"left out: {Report.Skipped.Count}");
        }
        foreach (string warning in Report.Warnings)
        {
            lines.WriteLine($"warning: {warning}");
        }
        lines.WriteLine($"contact sheet: {ContactSheet}");
        if (Report.Classes.Count > 0)
        {
            lines.WriteLine();
            Output.Table(["class", "count"], Report.Classes.Select(entry => new[] { entry.Name, entry.Count is { } images ? $"{images}" : "" }));
        }
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", Source.Name);
        json.WriteStartObject("settings");
        foreach ((Setting setting, object value) in Source.Settings)
        {
            Setting.WriteJson(json, setting.Name, value);
        }
        json.WriteEndObject();
        json.WriteString("recognised_by", Why);
        json.WriteStartArray("shape");
        Array.ForEach(Report.Shape.Sizes, json.WriteNumberValue);
        json.WriteEndArray();
        WriteNumber(json, "count", Report.Count);
        if (Report.Sizes is { } sizes)
        {
            json.WriteStartObject("sizes");
            json.WriteString("smallest", sizes.Smallest.ToString());
            json.WriteString("median", sizes.Median.ToString());
            json.WriteString("largest", sizes.Largest.ToString());
            json.WriteEndObject();
        }
        WriteNumber(json, "grey", Report.GreyCount);
        json.WriteStartObject("captions");
        json.WriteNumber("count", Report.CaptionCount);
        WriteTexts(json, "first", Report.CaptionExamples);
        json.WriteEndObject();
        json.WriteStartObject("classes");
        foreach (DataClass entry in Report.Classes)
        {
            json.WriteNumber(entry.Name, entry.Count ?? 0);
        }
        json.WriteEndObject();
        WriteSkipped(json);
        json.WriteString("contact_sheet", ContactSheet);
        json.WriteEndObject();
    }

    private void WriteSkipped(Utf8JsonWriter json)
    {
        json.WriteNumber("passed_over", Report.IgnoredCount);
        json.WriteStartArray("left_out");
        foreach (SkippedFile file in Report.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("file", file.File);
            json.WriteString("reason", file.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTexts(json, "warnings", Report.Warnings);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }
}
