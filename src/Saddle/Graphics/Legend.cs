namespace Saddle.Graphics;

/// <summary>The names of a drawing's series below its title, in as many rows as they need.</summary>
internal sealed class Legend
{
    private const int Margin = 16, FirstRow = 44, RowHeight = 18, MarkWidth = 20, Gap = 16;

    private readonly List<(string Name, double X, int Y)> _entries = [];

    /// <summary>Lays the names out; one alone says nothing that the title does not say.</summary>
    internal Legend(IReadOnlyList<string> names, int width)
    {
        double x = Margin;
        int y = FirstRow;
        foreach (string name in names.Count > 1 ? names : [])
        {
            double end = x + MarkWidth + SvgDocument.TextWidth(name);
            if (x > Margin && end > width - Margin)
            {
                (x, y) = (Margin, y + RowHeight);
            }
            _entries.Add((name, x, y));
            x += MarkWidth + SvgDocument.TextWidth(name) + Gap;
        }
        Bottom = _entries.Count > 0 ? y + RowHeight : FirstRow;
        AddedHeight = y - FirstRow;
    }

    /// <summary>Where the drawing goes on below.</summary>
    internal int Bottom { get; }

    /// <summary>How much higher the drawing becomes by the rows after the first.</summary>
    internal int AddedHeight { get; }

    /// <summary>Draws the names, each after a mark of its series.</summary>
    internal void Draw(SvgDocument svg, string mark, double strokeWidth)
    {
        foreach ((int k, (string name, double x, int y)) in _entries.Index())
        {
            svg.Path($"{mark} {SvgDocument.SeriesClass(k)}", $"M{Markup.Coordinate(x)} {y}h14", strokeWidth);
            svg.Text(x + MarkWidth, y + 4, name, "name");
        }
    }
}
