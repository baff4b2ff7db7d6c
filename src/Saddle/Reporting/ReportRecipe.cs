using System.Globalization;
using System.Text;
using System.Text.Json;
using Saddle.Graphics;

namespace Saddle.Reporting;

/// <summary>A run's recipe.json as a page shows it, whatever keys it has.</summary>
internal sealed class ReportRecipe
{
    private static readonly string[] s_prominent =
        ["learner", "objective", "network", "networks", "generator", "discriminator", "conditioning", "data"];

    // What most recipes have goes without saying.
    private static readonly (string Key, string Value)[] s_usual = [("learner", "adversarial"), ("conditioning", "none")];
    private static readonly string[] s_names = ["name", "kind", "type"];

    private ReportRecipe(string? name, string facts, string table) => (Name, Facts, Table) = (name, facts, table);

    /// <summary>The recipe's own name, or null; not yet escaped.</summary>
    internal string? Name { get; }

    /// <summary>The objective, network, data and the like as HTML; empty without any.</summary>
    internal string Facts { get; }

    /// <summary>The whole recipe as nested HTML tables.</summary>
    internal string Table { get; }

    internal static ReportRecipe Read(string path)
    {
        if (!File.Exists(path))
        {
            return Without("The folder holds no recipe.json.");
        }
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? From(document.RootElement)
                : Without("recipe.json does not hold a JSON object.");
        }
        catch (JsonException error)
        {
            return Without($"recipe.json could not be read: {error.Message}");
        }
    }

    private static ReportRecipe Without(string reason)
        => new(null, "", $"<p class=\"card note\">{Markup.Escape(reason)}</p>\n");

    private static ReportRecipe From(JsonElement recipe)
    {
        var facts = new StringBuilder();
        foreach (string key in s_prominent)
        {
            if (FindFact(recipe, key) is { } value && Short(value) is { Length: > 0 } text && !s_usual.Contains((key, text)))
            {
                facts.Append(CultureInfo.InvariantCulture, $"<li><span>{key}</span> {Markup.Breakable(text)}</li>\n");
            }
        }
        string? name = Find(recipe, "name") is { ValueKind: JsonValueKind.String } own ? own.GetString() : null;
        var table = new StringBuilder("<div class=\"card recipe\">\n");
        AppendTable(table, recipe);
        return new(
            string.IsNullOrWhiteSpace(name) ? null : name,
            facts.Length == 0 ? "" : $"<ul class=\"facts\">\n{facts}</ul>\n",
            table.Append("</div>\n").ToString());
    }

    // What is the learner's own stands in its section, and beside it in runs of format 1.
    private static JsonElement? FindFact(JsonElement recipe, string key)
        => Find(recipe, key)
            ?? (Find(recipe, "learner") is { ValueKind: JsonValueKind.Object } learner ? Find(learner, key) : null);

    private static JsonElement? Find(JsonElement parent, string key)
    {
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }
        return null;
    }

    // A part is known by its name; its settings are in the table.
    private static string? Short(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => s_names.Select(key => Find(value, key)).FirstOrDefault(found => found is not null) is { } name
            ? Short(name) : null,
        JsonValueKind.Array or JsonValueKind.Null => null,
        _ => value.ToString(),
    };

    private static void AppendTable(StringBuilder html, JsonElement parent)
    {
        html.Append("<table>\n");
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            // A part's settings stand below its name where there is no room beside it.
            string kind = HasParts(property.Value) ? " class=\"part\"" : "";
            html.Append(
                CultureInfo.InvariantCulture, $"<tr{kind}><th scope=\"row\">{Markup.Breakable(property.Name)}</th><td>");
            AppendValue(html, property.Value);
            html.Append("</td></tr>\n");
        }
        html.Append("</table>");
    }

    private static bool HasParts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(),
        JsonValueKind.Array => value.EnumerateArray().Any(HasParts),
        _ => false,
    };

    private static void AppendValue(StringBuilder html, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when HasParts(value):
                AppendTable(html, value);
                break;
            case JsonValueKind.Array when value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object):
                foreach (JsonElement item in value.EnumerateArray())
                {
                    AppendValue(html, item);
                }
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                html.AppendJoin(", ", value.EnumerateArray().Select(item => Markup.Breakable(item.ToString())));
                break;
            case JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array:
                html.Append("<span class=\"empty\">none</span>");
                break;
            case JsonValueKind.True or JsonValueKind.False:
                html.Append(value.GetBoolean() ? "yes" : "no");
                break;
            default:
                html.Append(Markup.Breakable(value.ToString()));
                break;
        }
    }
}
