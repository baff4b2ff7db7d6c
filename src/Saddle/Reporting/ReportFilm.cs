using System.Globalization;
using System.Text;
using Saddle.Graphics;

namespace Saddle.Reporting;

/// <summary>A run's samples as a film in a page: every frame inlined, the last one shown first.</summary>
internal static class ReportFilm
{
    /// <summary>More frames would make the page heavy without telling more.</summary>
    internal const int MostFrames = 60;

    private sealed record Frame(string Path, string Stem)
    {
        internal long? Step => long.TryParse(Stem, NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null;

        internal string Label => Step is { } step ? $"step {Markup.Readable(step)}" : Stem;
    }

    internal static string Html(string folder)
    {
        List<Frame> all = Directory.Exists(folder) ? Find(folder) : [];
        if (all.Count == 0)
        {
            return "<p class=\"card note\">There are no samples yet.</p>\n";
        }
        List<Frame> frames = Choose(all);
        var html = new StringBuilder("<figure class=\"card film\">\n");
        for (int k = 0; k < frames.Count; k++)
        {
            string hidden = k < frames.Count - 1 ? " hidden" : "";
            string label = Markup.Escape(frames[k].Label);
            html.Append(CultureInfo.InvariantCulture, $"<img alt=\"{label}\" decoding=\"sync\"{hidden} ");
            html.Append(CultureInfo.InvariantCulture, $"src=\"{DataUri(frames[k].Path)}\">\n");
        }
        html.Append(CultureInfo.InvariantCulture, $"""
            <div class="controls" hidden>
            <button type="button">Play</button>
            <input type="range" min="0" max="{frames.Count - 1}" value="{frames.Count - 1}" aria-label="Frame of the film">
            </div>
            <figcaption>{Markup.Escape(frames[^1].Label)}</figcaption>
            </figure>

            """);
        if (frames.Count < all.Count)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"summary\">{frames.Count} of {all.Count} frames.</p>\n");
        }
        return html.ToString();
    }

    // Pictures show overlaps better than drawings, so of a stem that has both the picture is taken.
    private static List<Frame> Find(string folder)
        => [.. Directory.EnumerateFiles(folder)
            .Where(path => Path.GetExtension(path) is ".png" or ".svg" && !Path.GetFileName(path).StartsWith('.'))
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal)
            .Select(group => new Frame(group.Order(StringComparer.Ordinal).First(), group.Key))
            .OrderBy(frame => frame.Step ?? long.MaxValue).ThenBy(frame => frame.Stem, StringComparer.Ordinal)];

    private static List<Frame> Choose(List<Frame> all)
        => all.Count <= MostFrames
            ? all
            : [.. Enumerable.Range(0, MostFrames).Select(k => all[(int)((long)k * (all.Count - 1) / (MostFrames - 1))])];

    private static string DataUri(string path)
    {
        string type = Path.GetExtension(path) == ".png" ? "image/png" : "image/svg+xml";
        return $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
    }
}
