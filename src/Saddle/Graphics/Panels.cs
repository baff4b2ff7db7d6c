using System.Globalization;
using System.Text.RegularExpressions;

namespace Saddle.Graphics;

/// <summary>Several drawings in one, in rows from the upper left.</summary>
public sealed partial class Panels
{
    private const int Top = 40, Gap = 4;

    private readonly string _title;
    private readonly int _columns;
    private readonly IReadOnlyList<(string Inside, int Width, int Height)> _drawings;

    /// <summary>Makes the picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="columns">How many drawings stand in a row, at least 1.</param>
    /// <param name="drawings">Whole SVG documents of this library's charts, at least one.</param>
    /// <exception cref="ArgumentException">There is no drawing, or one is not a chart's.</exception>
    public Panels(string title, int columns, IReadOnlyList<string> drawings)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(drawings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (drawings.Count == 0)
        {
            throw new ArgumentException("Expected at least one drawing, received none.", nameof(drawings));
        }
        (_title, _columns, _drawings) = (title, Math.Min(columns, drawings.Count), [.. drawings.Select(Read)]);
    }

    /// <summary>Draws them.</summary>
    /// <returns>A whole SVG document.</returns>
    public string ToSvg()
    {
        int width = _drawings.Max(drawing => drawing.Width) + Gap, height = _drawings.Max(drawing => drawing.Height) + Gap;
        int rows = (_drawings.Count + _columns - 1) / _columns;
        var svg = new SvgDocument(width * _columns + Gap, Top + height * rows + Gap, _title, withStyle: true);
        svg.Text(16, 26, _title, "title");
        for (int k = 0; k < _drawings.Count; k++)
        {
            svg.Drawing(Gap + k % _columns * width, Top + k / _columns * height, _drawings[k].Inside);
        }
        return svg.Close();
    }

    // The style stands once, in the document around them.
    private static (string, int, int) Read(string drawing)
    {
        Match head = Head().Match(drawing);
        int end = drawing.LastIndexOf("</svg>", StringComparison.Ordinal);
        return head.Success && end > head.Length
            ? (Style().Replace(drawing[head.Length..end], ""), Whole(head.Groups[1]), Whole(head.Groups[2]))
            : throw new ArgumentException("Expected an SVG document of one of the charts.", nameof(drawing));
    }

    private static int Whole(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^<svg [^>]*viewBox="0 0 (\d+) (\d+)"[^>]*>""")]
    private static partial Regex Head();

    [GeneratedRegex("<style>.*?</style>\n", RegexOptions.Singleline)]
    private static partial Regex Style();
}
