using System.Globalization;
using System.Text;

namespace Saddle.Graphics;

/// <summary>An SVG drawing as it is written, with the look that all drawings share.</summary>
internal sealed class SvgDocument
{
    /// <summary>How many colours the series of a drawing have before they repeat.</summary>
    internal const int Colours = 6;

    /// <summary>The look of every drawing: light, or dark where the reader's system is.</summary>
    internal static string Style { get; } = Asset.Read("chart.css");

    // Digits are wider than letters are on the whole, in the widest of the fonts that the style names.
    private const double DigitsWidth = 1.16;

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
            Add($"<style>\n{Style}</style>\n");
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

    internal void Path(string kind, string data, double strokeWidth = 0, double opacity = 1)
    {
        if (data.Length > 0)
        {
            string width = strokeWidth == 0 ? "" : $" stroke-width=\"{Markup.Coordinate(strokeWidth)}\"";
            string shown = opacity == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" opacity=\"{opacity:0.###}\"");
            Add($"""<path class="{kind}"{width}{shown} d="{data}"/>""").Append('\n');
        }
    }

    /// <summary>What stands in another drawing, moved.</summary>
    internal void Drawing(int x, int y, string inside)
        => Add($"""<g transform="translate({x} {y})">""").Append('\n').Append(inside).Append("</g>\n");

    /// <summary>Ends the drawing.</summary>
    internal string Close() => _text.Append("</svg>\n").ToString();

    /// <summary>The class of the series with this number.</summary>
    internal static string SeriesClass(int series) => "series-" + (series % Colours).ToString(CultureInfo.InvariantCulture);

    /// <summary>About how wide a text is.</summary>
    internal static double TextWidth(string text) => 6.6 * text.Length;

    /// <summary>Where a chart's area begins: right of its labels, and of what stands beside them if anything does.</summary>
    internal static int LeftOf(Axis up, string label, int least)
        => Math.Max(least, (int)Math.Ceiling(DigitsWidth * up.LabelWidth) + (label.Length > 0 ? 32 : 16));

    private StringBuilder Add(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
