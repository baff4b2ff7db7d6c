using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saddle.Data;
using Saddle.Graphs;
using Saddle.Networks;

namespace Saddle.Export;

/// <summary>What a file says of itself beside its graph, as a JSON document under the key <c>saddle</c>.</summary>
internal sealed record ExportFacts
{
    internal const string Key = "saddle";

    // Raised whenever a program that reads the document has to know.
    private const int Format = 1;

    internal required ExportPart Part { get; init; }
    internal required string Recipe { get; init; }
    internal required string Run { get; init; }
    internal required long Step { get; init; }
    internal required DataForm Form { get; init; }
    internal required SampleShape Shape { get; init; }
    internal required ExportOptions Options { get; init; }
    internal Generator? Generator { get; init; }

    internal string ToJson(ExportGraph graph)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("kind", Part.ToString().ToLowerInvariant());
            json.WriteString("version", typeof(ExportFacts).Assembly.GetName().Version?.ToString(3));
            json.WriteString("recipe", Recipe);
            json.WriteString("run", Run);
            json.WriteNumber("step", Step);
            WriteNumbers(json, "shape", Shape.Sizes);
            json.WriteBoolean("bytes", Options.Bytes);
            json.WriteString("precision", Options.Precision == ExportPrecision.Half ? "float16" : "float32");
            WriteInputs(json, graph);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    /// <summary>What a file of weights says of itself; its numbers are texts, as that format has them.</summary>
    internal Dictionary<string, string> ToMetadata() => new()
    {
        ["format"] = "pt",
        ["kind"] = Part.ToString().ToLowerInvariant(),
        ["recipe"] = Recipe,
        ["run"] = Run,
        ["step"] = Step.ToString(CultureInfo.InvariantCulture),
        ["shape"] = string.Join('x', Shape.Sizes),
        ["classes"] = new JsonArray([.. Form.Classes.Select(name => JsonValue.Create(name))]).ToJsonString(),
    };

    private void WriteInputs(Utf8JsonWriter json, ExportGraph graph)
    {
        bool Takes(string name) => graph.Inputs.Any(input => input.Name == name);
        if (Generator is { } generator && Takes("latent"))
        {
            json.WriteStartObject("latent");
            json.WriteNumber("size", generator.LatentSize);
            json.WriteString("distribution", generator.LatentDistribution == LatentDistribution.Uniform ? "uniform" : "normal");
            json.WriteString("numbers", generator.LatentNumbers.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }
        if (Takes("label"))
        {
            WriteTexts(json, "classes", Form.Classes);
        }
        if (Takes("tokens") && Form.Vocabulary is { } vocabulary)
        {
            WriteTexts(json, "vocabulary", vocabulary.Words);
            json.WriteNumber("length", vocabulary.Length);
        }
        if (graph.Codes is var (categorical, values, continuous))
        {
            json.WriteStartObject("codes");
            json.WriteNumber("categorical", categorical);
            json.WriteNumber("values", values);
            json.WriteNumber("continuous", continuous);
            json.WriteEndObject();
        }
        if (Takes("input"))
        {
            json.WriteNumber("input_channels", Form.InputChannels);
            json.WriteNumber("multiple", graph.Multiple);
            if (Form.InputChannels > Shape.Channels)
            {
                json.WriteNumber("frames", Form.InputChannels / Shape.Channels);
            }
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }
        json.WriteEndArray();
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
