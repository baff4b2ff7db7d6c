using System.Text.Json;
using Saddle.Components;
using Saddle.Sampling;

namespace Saddle.Cli;

/// <summary>Lists a catalogue, or one of its entries with its settings.</summary>
internal static class CatalogueListing
{
    internal static void Print<T>(
        Catalogue<T> catalogue, string? name, bool json, Func<Entry<T>, (string Name, string Value)?>? more = null)
        where T : Component
    {
        if (name is not null)
        {
            Print(catalogue[name], json, more?.Invoke(catalogue[name]));
        }
        else if (json)
        {
            Output.Json(writer => Write(writer, catalogue.Entries));
        }
        else
        {
            Table(catalogue.Entries);
        }
    }

    // What samples may be asked for has a column where anything of the kind has options.
    private static void Table(IEnumerable<Entry> entries)
    {
        bool isSampled = entries.Any(entry => OptionsOf(entry).Count > 0);
        string[] headers = ["name", "what it is", "source"];
        Output.Table(isSampled ? [.. headers, "sample with"] : headers, entries.Select(entry =>
        {
            string[] row = [entry.Name, entry.Summary, entry.Source];
            return isSampled ? [.. row, string.Join(" ", OptionsOf(entry).Select(option => option.Name))] : row;
        }));
    }

    private static IReadOnlyList<SampleOption> OptionsOf(Entry entry) => (entry.Example as ISampled)?.SampleOptions ?? [];

    private static void Print(Entry entry, bool json, (string Name, string Value)? more)
    {
        if (json)
        {
            Output.Json(writer => Write(writer, entry, more));
            return;
        }
        Console.Out.WriteLine($"{entry.Name}: {entry.Summary}");
        if (entry.Source.Length > 0)
        {
            Console.Out.WriteLine($"source: {entry.Source}");
        }
        if (entry.Settings.Count > 0)
        {
            Console.Out.WriteLine();
            Output.Table(
                ["setting", "default", "range", "what it is"],
                entry.Settings.Select(setting => new[] { setting.Name, Default(setting), Range(setting), setting.Summary }));
        }
        if (OptionsOf(entry) is { Count: > 0 } options)
        {
            Console.Out.WriteLine();
            Output.Table(
                ["sample with", "range", "what it is"],
                options.Select(option => new[] { option.Name, option.Range, option.Meaning }));
        }
        if (more is { } line)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"{line.Name}: {line.Value}");
        }
    }

    /// <summary>
    /// A component by its name, and what of it is not its own default; a list of components is empty where all are off.
    /// </summary>
    internal static string Default(Setting setting)
        => setting.Default is IEnumerable<Component> list && !list.Any() ? "none" : Setting.Show(setting.Default);

    /// <summary>What a setting may be, in words.</summary>
    internal static string Range(Setting setting) => setting.Kind switch
    {
        SettingKind.Sections => "any of " + string.Join(", ", setting.Choices),
        SettingKind.Section when setting.Choices.Count == 0 => "settings of its own",
        _ => setting.Range,
    };

    // Programs compare names.
    private static void WriteDefault(Utf8JsonWriter json, Setting setting)
    {
        switch (setting.Default)
        {
            case Component component:
                json.WriteString("default", component.Name);
                break;
            case IEnumerable<Component> list:
                json.WriteStartArray("default");
                foreach (Component member in list)
                {
                    json.WriteStringValue(member.Name);
                }
                json.WriteEndArray();
                break;
            default:
                Setting.WriteJson(json, "default", setting.Default);
                break;
        }
    }

    /// <summary>Writes lines with their settings, as an array.</summary>
    internal static void Write(Utf8JsonWriter json, IEnumerable<Entry> entries)
    {
        json.WriteStartArray();
        foreach (Entry entry in entries)
        {
            Write(json, entry);
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Entry entry, (string Name, string Value)? more = null)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        json.WriteString("summary", entry.Summary);
        json.WriteString("source", entry.Source);
        json.WriteStartArray("settings");
        foreach (Setting setting in entry.Settings)
        {
            json.WriteStartObject();
            json.WriteString("name", setting.Name);
            WriteDefault(json, setting);
            json.WriteString("range", Range(setting));
            json.WriteString("summary", setting.Summary);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteOptions(json, entry);
        if (more is { } line)
        {
            json.WriteString(line.Name, line.Value);
        }
        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, Entry entry)
    {
        if (entry.Example is not ISampled sampled)
        {
            return;
        }
        json.WriteStartArray("sample_options");
        foreach (SampleOption option in sampled.SampleOptions)
        {
            json.WriteStartObject();
            json.WriteString("name", option.Name);
            json.WriteString("kind", option.Kind.ToString().ToLowerInvariant());
            json.WriteString("range", option.Range);
            json.WriteString("meaning", option.Meaning);
            json.WriteString("example", option.Example);
            json.WriteBoolean("required", option.IsRequired);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
