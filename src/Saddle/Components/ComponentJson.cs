using System.Text.Json;

namespace Saddle.Components;

/// <summary>Components as JSON: an object with every setting written out, and one in it for each component.</summary>
internal static class ComponentJson
{
    /// <summary>Writes a component's settings as properties of the object that was begun.</summary>
    internal static void Write(Utf8JsonWriter json, Component component)
    {
        IReadOnlyList<Setting> settings = component.About.Settings;
        foreach (Setting setting in settings.Where(setting => !setting.IsSection))
        {
            Setting.WriteJson(json, setting.Name, setting.Get(component));
        }
        foreach (Setting setting in settings)
        {
            if (setting is ISections sections)
            {
                foreach (Entry line in sections.Catalogue.Lines)
                {
                    WriteSection(json, ComponentPaths.SectionOf(line.Name), sections.MemberOf(component, line), isNamed: false);
                }
            }
            else if (setting is ISection section)
            {
                WriteSection(json, setting.Name, (Component)setting.Get(component), section.Catalogue is not null);
            }
        }
    }

    /// <summary>The paths and values of an object, as <see cref="ComponentPaths.With"/> takes them.</summary>
    internal static IEnumerable<(string Path, object Value)> Read(JsonElement element, string prefix = "")
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string path = prefix + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object && property.Value.EnumerateObject().Any())
            {
                foreach ((string, object) inner in Read(property.Value, path + "."))
                {
                    yield return inner;
                }
                continue;
            }
            yield return (path, property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString()!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when property.Value.TryGetInt64(out long whole) => whole,
                JsonValueKind.Number => property.Value.GetDouble(),
                _ => new Unfit(property.Value.GetRawText()),
            });
        }
    }

    private static void WriteSection(Utf8JsonWriter json, string name, Component component, bool isNamed)
    {
        json.WriteStartObject(name);
        if (isNamed)
        {
            json.WriteString("name", component.Name);
        }
        Write(json, component);
        json.WriteEndObject();
    }

    // A value that is neither text, number nor flag: no setting takes it, and the message shows it.
    private sealed record Unfit(string Json)
    {
        public override string ToString() => Json;
    }
}
