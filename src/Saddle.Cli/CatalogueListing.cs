using System.Text.Json;
using Saddle.Components;

namespace Saddle.Cli;

/// <summary>Lists a catalogue, or one of its entries with its settings.</summary>
internal static class CatalogueListing
{
    internal static void Print<T>(
        Catalogue<T> catalogue, string? name, bool json, Func<Entry<T>, (string Name, string Value)?>? more = null) where T : Component
    {
        if (name is not null)
        {
            Print(catalogue[name], json, more?.Invoke(catalogue[name]));
        }
        else if (json)
        {
            Output.Json(writer =>
            {
                writer.WriteStartArray();
                foreach (Entry<T> entry in catalogue.Entries)
                {
                    Write(writer, entry);
                }
                writer.WriteEndArray();
            });
        }
        else
        {
            Output.Table(["name", "what it is", "source"], catalogue.Entries.Select(entry => new[] { entry.Name, entry.Summary, entry.Source }));
        }
    }

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
        if (more is { } line)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"{line.Name}: {line.Value}");
        }
    }

    // A component by its name, and what of it is not its own default; a list of components is empty where all are off.
    private static string Default(Setting setting)
        => setting.Default is IEnumerable<Component> list && !list.Any() ? "none" : Setting.Show(setting.Default);

    private static string Range(Setting setting) => setting.Kind switch
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
        if (more is { } line)
        {
            json.WriteString(line.Name, line.Value);
        }
        json.WriteEndObject();
    }
}
