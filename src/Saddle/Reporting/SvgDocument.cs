using System.Globalization;
using System.Text;

namespace Saddle.Reporting;

/// <summary>An SVG drawing as it is written, with the look that all drawings share.</summary>
internal sealed class SvgDocument
{
    /// <summary>How many colours the series of a drawing have before they repeat.</summary>
    internal const int Colours = 6;

    /// <summary>The look of every drawing: light, or dark where the reader's system is.</summary>
    internal const string Style = """
        .saddle-chart{--paper:#fff;--ink:#1f2328;--muted:#656d76;--grid:#e4e7eb;--series-0:#1f6fb2;--series-1:#d9480f;--series-2:#2b8a3e;--series-3:#9c36b5;--series-4:#a07800;--series-5:#0b7285;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        @media (prefers-color-scheme:dark){.saddle-chart{--paper:#1c2128;--ink:#e6edf3;--muted:#9aa4af;--grid:#30363d;--series-0:#6cb2f0;--series-1:#ff9466;--series-2:#69d089;--series-3:#d99bea;--series-4:#e0bd4f;--series-5:#5cc6d6}}
        .saddle-chart .paper{fill:var(--paper)}
        .saddle-chart text{fill:var(--muted)}
        .saddle-chart .title{fill:var(--ink);font-size:14px;font-weight:600}
        .saddle-chart .name{fill:var(--ink)}
        .saddle-chart .grid{stroke:var(--grid);fill:none}
        .saddle-chart .line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
        .saddle-chart .raw{stroke-width:1;opacity:.32}
        .saddle-chart .dots{fill:none;stroke-linecap:round}
        .saddle-chart .halo{opacity:.4}
        .saddle-chart .series-0{stroke:var(--series-0)}
        .saddle-chart .series-1{stroke:var(--series-1)}
        .saddle-chart .series-2{stroke:var(--series-2)}
        .saddle-chart .series-3{stroke:var(--series-3)}
        .saddle-chart .series-4{stroke:var(--series-4)}
        .saddle-chart .series-5{stroke:var(--series-5)}
        """;

    private readonly StringBuilder _text = new();

    /// <param name="width">The drawing's width in its own units.</param>
    /// <param name="height">The drawing's height in its own units.</param>
    /// <param name="title">What a reader who cannot see the drawing is told.</param>
    /// <param name="withStyle">False where the page around the drawing already holds <see cref="Style"/>.</param>
    internal SvgDocument(int width, int height, string title, bool withStyle)
    {
        string name = Markup.Escape(title);
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="saddle-chart" viewBox="0 0 {width} {height}" """);
        Add($"""width="{width}" height="{height}" role="img" aria-label="{name}">""").Append('\n');
        Add($"<title>{name}</title>\n");
        if (withStyle)
        {
            Add($"<style>{Style}</style>\n");
        }
        Add($"""<rect class="paper" width="{width}" height="{height}" rx="8"/>""").Append('\n');
    }

    internal void Text(double x, double y, string text, string? kind = null, string anchor = "start", double turned = 0)
    {
        string at = $"{Markup.Coordinate(x)} {Markup.Coordinate(y)}";
        Add($"""<text x="{Markup.Coordinate(x)}" y="{Markup.Coordinate(y)}" """);
        Add($"{(kind is null ? "" : $"class=\"{kind}\" ")}text-anchor=\"{anchor}\"");
        Add($"{(turned == 0 ? "" : $" transform=\"rotate({Markup.Coordinate(turned)} {at})\"")}>{Markup.Escape(text)}</text>\n");
    }

    internal void Path(string kind, string data, double strokeWidth = 0)
    {
        if (data.Length > 0)
        {
            string width = strokeWidth == 0 ? "" : $" stroke-width=\"{Markup.Coordinate(strokeWidth)}\"";
            Add($"""<path class="{kind}"{width} d="{data}"/>""").Append('\n');
        }
    }

    /// <summary>Ends the drawing.</summary>
    internal string Close() => _text.Append("</svg>\n").ToString();

    /// <summary>The class of the series with this number.</summary>
    internal static string SeriesClass(int series) => "series-" + (series % Colours).ToString(CultureInfo.InvariantCulture);

    /// <summary>About how wide a text is.</summary>
    internal static double TextWidth(string text) => 6.6 * text.Length;

    private StringBuilder Add(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
