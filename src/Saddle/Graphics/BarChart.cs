namespace Saddle.Graphics;

/// <summary>Bars in named groups, one bar a series, drawn as SVG that reads well on light and dark paper.</summary>
public sealed class BarChart
{
    private const int LeastLeft = 64, Right = 20, Bottom = 46, MarksUp = 5, MostLabels = 16;

    /// <summary>Makes a chart.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="groups">What stands below each group.</param>
    /// <param name="series">Each with a value a group; what is not finite leaves a gap.</param>
    /// <exception cref="ArgumentException">There are no groups or no series, or a series has not one value a group.</exception>
    public BarChart(
        string title, IReadOnlyList<string> groups, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(series);
        if (groups.Count == 0 || series.Count == 0)
        {
            throw new ArgumentException(
                $"Expected at least one group and one series, received {groups.Count} and {series.Count}.");
        }
        foreach ((string name, IReadOnlyList<double> values) in series)
        {
            if (values.Count != groups.Count)
            {
                throw new ArgumentException(
                    $"Series '{name}': expected a value for each of the {groups.Count} groups, received {values.Count}; "
                    + "give NaN where one is missing.",
                    nameof(series));
            }
        }
        (Title, Groups, Series) = (title, groups, series);
    }

    /// <summary>What the chart shows.</summary>
    public string Title { get; }

    /// <summary>What stands below each group.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The series: a name and a value a group.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Series { get; }

    /// <summary>What the groups are; nothing by default.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What lies up; nothing by default.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>The drawing's width in pixels; 640.</summary>
    public static int Width => 640;

    /// <summary>The drawing's height in pixels; 320, and more where the names take more than one row.</summary>
    public static int Height => 320;

    /// <summary>Draws the chart.</summary>
    /// <returns>A whole SVG document.</returns>
    public string ToSvg()
    {
        var legend = new Legend([.. Series.Select(series => series.Name)], Width);
        int height = Height + legend.AddedHeight, top = legend.Bottom, bottom = height - Bottom;
        // Above and below the bars there is room for their numbers.
        IEnumerable<double> values = Series.SelectMany(series => series.Values).Select(value => 1.1 * value).Append(0);
        Axis up = Axis.Linear(values, bottom, top, MarksUp, round: true);
        int left = SvgDocument.LeftOf(up, YLabel, LeastLeft);
        var svg = new SvgDocument(Width, height, Title, withStyle: true);
        svg.Text(16, 26, Title, "title");
        legend.Draw(svg, "bar", strokeWidth: 10);
        foreach (Axis.Mark mark in up.Marks)
        {
            svg.Path("grid", $"M{left} {Markup.Coordinate(up.Place(mark.Value))}H{Width - Right}");
            svg.Text(left - 8, up.Place(mark.Value) + 4, mark.Label, anchor: "end");
        }
        double room = (double)(Width - left - Right) / Groups.Count;
        int stride = (int)Math.Ceiling(Groups.Max(SvgDocument.TextWidth) / room);
        for (int k = 0; k < Groups.Count; k += stride)
        {
            svg.Text(left + ((k + 0.5) * room), bottom + 18, Groups[k], anchor: "middle");
        }
        svg.Text((left + Width - Right) / 2.0, height - 10, XLabel, anchor: "middle");
        if (YLabel.Length > 0)
        {
            svg.Text(16, (top + bottom) / 2.0, YLabel, anchor: "middle", turned: -90);
        }
        for (int k = 0; k < Series.Count; k++)
        {
            DrawSeries(svg, k, left, room, up);
        }
        return svg.Close();
    }

    private void DrawSeries(SvgDocument svg, int series, int left, double room, Axis up)
    {
        double width = Math.Min(0.76 * room / Series.Count, 60);
        bool labelled = Series.Count * Groups.Count <= MostLabels;
        for (int k = 0; k < Groups.Count; k++)
        {
            double value = Series[series].Values[k];
            if (!up.Accepts(value))
            {
                continue;
            }
            double x = left + ((k + 0.5) * room) + ((series - ((Series.Count - 1) / 2.0)) * width);
            string from = Markup.Coordinate(up.Place(0)), to = Markup.Coordinate(up.Place(value));
            svg.Path($"bar {SvgDocument.SeriesClass(series)}", $"M{Markup.Coordinate(x)} {from}V{to}", strokeWidth: 0.92 * width);
            if (labelled)
            {
                svg.Text(x, up.Place(value) + (value < 0 ? 14 : -5), Markup.Readable(value), anchor: "middle");
            }
        }
    }
}
