using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Saddle.Components;
using Spectre.Console;

namespace Saddle.Cli;

/// <summary>What commands print: tables for people, one JSON document with <c>--json</c>.</summary>
internal static class Output
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    /// <summary>The option that every command has.</summary>
    internal static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON document and nothing else" };

    /// <summary>Prints one JSON document.</summary>
    internal static void Json(Action<Utf8JsonWriter> write) => Console.Out.WriteLine(Text(write, s_indented));

    /// <summary>Prints one JSON document whose names are known at run time only.</summary>
    internal static void Json(JsonNode document) => Json(json => Write(json, document));

    /// <summary>The same as a text that is not put into a web page: a plus sign may stay one.</summary>
    internal static string PlainText(JsonNode document)
        => Text(json => Write(json, document), s_indented with { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Prints one JSON document of a fixed shape, one of <see cref="Documents"/>.</summary>
    internal static void Json<T>(T document, JsonTypeInfo<T> shape)
        => Console.Out.WriteLine(JsonSerializer.Serialize(document, shape));

    /// <summary>Tells what is allowed but hardly meant, on standard error.</summary>
    /// <param name="warning">A sentence without its full stop.</param>
    internal static void Warn(string warning)
        => Console.Error.WriteLine($"warning: {ControlCharacters.Escape(warning, isLine: true)}.");

    /// <summary>A text as Spectre.Console draws it: nothing in it is markup, and nothing is obeyed by the terminal.</summary>
    internal static string Drawn(string text) => Markup.Escape(ControlCharacters.Escape(text));

    private static string Text(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, options))
        {
            write(json);
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    // JSON's own writer gives up where a number is not finite.
    private static void Write(Utf8JsonWriter json, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                json.WriteStartObject();
                foreach ((string name, JsonNode? member) in members)
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }
                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (JsonNode? item in items)
                {
                    Write(json, item);
                }
                json.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue(out double number):
                NumberText.WriteJson(json, number);
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }

    /// <summary>A plain table; wide columns but the first wrap on a terminal and are left whole in a pipe.</summary>
    internal static void Table(string[] headers, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (Console.IsOutputRedirected)
        {
            PlainTable(headers, all);
            return;
        }
        new TerminalTable(headers, all, AnsiConsole.Profile.Width).Write();
    }

    private static void PlainTable(string[] headers, string[][] rows)
    {
        int[] widths = [.. headers.Select((header, k) => rows.Select(row => row[k].Length).Append(header.Length).Max())];
        foreach (string[] row in rows.Prepend(headers))
        {
            Console.Out.WriteLine(string.Concat(row.Select((cell, k) => cell.PadRight(widths[k] + 2))).TrimEnd());
        }
    }
}
