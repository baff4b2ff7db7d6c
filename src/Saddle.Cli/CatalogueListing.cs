using Saddle.Components;

namespace Saddle.Cli;

/// <summary>Lists a catalogue, or one of its entries with its settings.</summary>
internal static class CatalogueListing
{
    internal static void Print<T>(Catalogue<T> catalogue, string? name, bool json) where T : Component
    {
        if (name is not null)
        {
            Print(catalogue[name], json);
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

    internal static void Print(Entry entry, bool json)
    {
        if (json)
        {
            Output.Json(writer => Write(writer, entry));
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
                entry.Settings.Select(setting => new[] { setting.Name, Setting.Show(setting.Default), setting.Range, setting.Summary }));
        }
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, Entry entry)
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
            Setting.WriteJson(json, "default", setting.Default);
            json.WriteString("range", setting.Range);
            json.WriteString("summary", setting.Summary);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
