namespace Saddle.Graphics;

/// <summary>Lines over a common axis, drawn as SVG that reads well on light and dark paper.</summary>
public sealed class LineChart
{
    private const int LeastLeft = 64, Right = 20, Bottom = 46, MarksAcross = 6, MarksUp = 5;

    private readonly PlotLimits? _limits;

    /// <summary>Makes a chart of one or more series.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="series">The lines; none leaves the chart empty.</param>
    public LineChart(string title, params IReadOnlyList<LineSeries> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(series);
        (Title, Series) = (title, series);
    }

    /// <summary>What the chart shows.</summary>
    public string Title { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<LineSeries> Series { get; }

    /// <summary>What lies across; "step" by default.</summary>
    public string XLabel { get; init; } = "step";

    /// <summary>What lies up; nothing by default.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>
    /// Whether equal ratios lie equally far apart; values that are not positive then leave gaps. False by default.
    /// </summary>
    public bool LogarithmicY { get; init; }

    /// <summary>
    /// The half-life, in points, of the moving average that is drawn bold over the faint values. By default 0: only the values.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double SmoothingHalfLifePoints
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A half-life is a number of points, 0 or more.");
    }

    /// <summary>What part of the plane is shown; by default all of the lines. Points outside leave gaps.</summary>
    /// <exception cref="ArgumentException">A maximum is not above its minimum, or is not finite.</exception>
    public PlotLimits? Limits
    {
        get => _limits;
        init
        {
            value?.Check();
            _limits = value;
        }
    }

    /// <summary>The drawing's width in pixels, at least 200; 640 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 200.</exception>
    public int Width { get; init => field = AtLeast(200, value); } = 640;

    /// <summary>
    /// The drawing's height in pixels, at least 150; 320 by default. More names than one row holds make it higher.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 150.</exception>
    public int Height { get; init => field = AtLeast(150, value); } = 320;

    /// <summary>Draws the chart.</summary>
    /// <returns>A whole SVG document.</returns>
    public string ToSvg() => Draw(withStyle: true);

    /// <summary>Whether 0 is on the axis that goes up, as for what is counted from there.</summary>
    internal bool FromZero { get; init; }

    internal string Draw(bool withStyle)
    {
        var legend = new Legend([.. Series.Select(series => series.Name)], Width);
        int height = Height + legend.AddedHeight, top = legend.Bottom, bottom = height - Bottom;
        double[] places = _limits is { } x ? [x.MinimumX, x.MaximumX] : [.. Series.SelectMany(series => series.X)];
        IEnumerable<double> values = _limits is { } y ? [y.MinimumY, y.MaximumY] : Series.SelectMany(series => series.Y);
        Axis up = LogarithmicY
            ? Axis.Logarithmic(values, bottom, top)
            : Axis.Linear(FromZero ? WithZero([.. values]) : values, bottom, top, MarksUp, round: _limits is null);
        int left = SvgDocument.LeftOf(up, YLabel, LeastLeft);
        Axis across = Axis.Linear(places, left, Width - Right, MarksOf(places), round: false);
        var svg = new SvgDocument(Width, height, Title, withStyle);
        svg.Text(16, 26, Title, "title");
        legend.Draw(svg, "dots", strokeWidth: 3);
        DrawAxes(svg, across, up, (left, Width - Right, top, bottom));
        for (int k = 0; k < Series.Count; k++)
        {
            DrawSeries(svg, Series[k], SvgDocument.SeriesClass(k), across, up);
        }
        return svg.Close();
    }

    // What is 0 everywhere lies on the ground, and not in the middle between 1 and -1.
    private static double[] WithZero(double[] values) => [.. values, 0, values.All(value => value == 0) ? 1 : 0];

    // Between two steps there is nothing to mark.
    private static int MarksOf(double[] places)
        => places.Length > 0 && places.All(place => double.IsFinite(place) && place == Math.Floor(place))
            ? (int)Math.Clamp(places.Max() - places.Min(), 1, MarksAcross)
            : MarksAcross;

    private void DrawAxes(SvgDocument svg, Axis across, Axis up, (int Left, int Right, int Top, int Bottom) area)
    {
        foreach (Axis.Mark mark in up.Marks)
        {
            double y = up.Place(mark.Value);
            svg.Path("grid", $"M{area.Left} {Markup.Coordinate(y)}H{area.Right}");
            svg.Text(area.Left - 8, y + 4, mark.Label, anchor: "end");
        }
        foreach (Axis.Mark mark in across.Marks)
        {
            double x = across.Place(mark.Value);
            svg.Path("grid", $"M{Markup.Coordinate(x)} {area.Bottom}v5");
            // The last label would be cut off by the drawing's edge if it is long.
            svg.Text(
                Math.Min(x, Width - 4 - (SvgDocument.TextWidth(mark.Label) / 2)), area.Bottom + 18, mark.Label, anchor: "middle");
        }
        svg.Text((area.Left + area.Right) / 2.0, area.Bottom + Bottom - 10, XLabel, anchor: "middle");
        if (YLabel.Length > 0)
        {
            svg.Text(16, (area.Top + area.Bottom) / 2.0, YLabel, anchor: "middle", turned: -90);
        }
    }

    private void DrawSeries(SvgDocument svg, LineSeries series, string colour, Axis across, Axis up)
    {
        bool smoothed = SmoothingHalfLifePoints > 0;
        List<Curve.Point> points = Place(series.X, series.Y, across, up);
        svg.Path(smoothed || series.Faint ? $"line raw {colour}" : $"line {colour}", Curve.Path(Curve.Thin(points)));
        if (smoothed)
        {
            double[] average = Curve.Smooth(series.Y, SmoothingHalfLifePoints);
            svg.Path($"line {colour}", Curve.Path(Curve.Thin(Place(series.X, average, across, up))));
        }
        else if (points.Count <= 30 && !series.Faint)
        {
            svg.Path($"dots {colour}", Curve.Dots(points), strokeWidth: 5);
        }
    }

    private List<Curve.Point> Place(IReadOnlyList<double> x, IReadOnlyList<double> y, Axis across, Axis up)
    {
        var points = new List<Curve.Point>(x.Count);
        for (int k = 0; k < x.Count; k++)
        {
            if (across.Accepts(x[k]))
            {
                bool shown = up.Accepts(y[k]) && _limits?.Contains(new(x[k], y[k])) != false;
                points.Add(new(across.Place(x[k]), shown ? up.Place(y[k]) : double.NaN));
            }
        }
        return points;
    }

    private static int AtLeast(int minimum, int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum);
        return value;
    }
}
