using System.Text;
using System.Text.Json;
using Saddle.Components;
using Saddle.Contracts;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>Every component with its settings, as a page of Markdown.</summary>
internal static class SettingsPage
{
    private const string Head = """
        # Settings

        What recipes are made of, kind by kind, with every setting. A setting is typed as a path:
        `--set learner.objective.margin=2`, or shorter where it is the learner's, `--set objective.margin=2`.

        This page is what `./saddle settings` prints; with `--extension FILE.dll` it has your components, too.

        """;

    /// <summary>The page, or the part of one kind.</summary>
    /// <param name="kind">The kind; null for all.</param>
    /// <exception cref="InputException">There is no such kind.</exception>
    internal static string Of(string? kind)
    {
        var page = new StringBuilder(kind is null ? Head : "");
        foreach ((string name, IReadOnlyList<Entry> entries) in Chosen(kind))
        {
            page.Append($"\n## {name}\n\n");
            Table(page, ["name", "what it is", "source"], entries.Select(entry => new[]
            {
                Code(entry.Name), entry.Summary, entry.Source,
            }));
            foreach (Entry entry in entries.Where(entry => entry.Settings.Count > 0))
            {
                page.Append($"\n### {entry.Name}\n\n");
                Table(page, ["setting", "default", "range", "what it is"], entry.Settings.Select(setting => new[]
                {
                    Code(setting.Name), CatalogueListing.Default(setting), CatalogueListing.Range(setting), setting.Summary,
                }));
            }
        }
        return page.ToString().Trim('\n') + "\n";
    }

    /// <summary>The same as a JSON document: a list of kinds with their components.</summary>
    internal static void Write(Utf8JsonWriter json, string? kind)
    {
        json.WriteStartArray();
        foreach ((string name, IReadOnlyList<Entry> entries) in Chosen(kind))
        {
            json.WriteStartObject();
            json.WriteString("kind", name);
            json.WritePropertyName("components");
            CatalogueListing.Write(json, entries);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static IEnumerable<(string Kind, IReadOnlyList<Entry> Entries)> Chosen(string? kind)
    {
        IReadOnlyList<(string Kind, IReadOnlyList<Entry> Entries)> all = Kinds();
        return kind is null ? all
            : all.Any(one => one.Kind == kind) ? all.Where(one => one.Kind == kind)
            : throw new InputException(Names.Unknown("kind", kind, [.. all.Select(one => one.Kind)]));
    }

    private static IReadOnlyList<(string Kind, IReadOnlyList<Entry> Entries)> Kinds() =>
    [
        ("recipe", [Recipe.Entry]), ("evaluation", [EvaluationPlan.Entry]),
        .. Contract.Kinds.Select(kind => (kind.Name, kind.Entries)),
    ];

    private static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows)
    {
        foreach (string[] cells in rows.Prepend([.. heads.Select(_ => "---")]).Prepend(heads))
        {
            page.Append($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        }
    }

    private static string Code(string text) => $"`{text}`";
}
