using System.Globalization;
using System.Xml.Linq;
using Saddle.Graphics;
using Xunit;

namespace Saddle.Tests.Graphics;

public class LineChartTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chart_is_well_formed_and_says_what_it_shows()
    {
        var chart = new LineChart(
            "Losses <of> \"A & B\"\u0001",
            new LineSeries("d", [0, 1, 2], [1, 0.5, 0.2]), new LineSeries("g", [0, 1, 2], [2, 3, 4]))
        {
            YLabel = "loss",
        };
        XElement root = XDocument.Parse(chart.ToSvg()).Root!;
        Assert.Equal("Losses <of> \"A & B\"\uFFFD", root.Element(s_svg + "title")!.Value);
        Assert.Equal("img", root.Attribute("role")!.Value);
        string[] texts = [.. root.Elements(s_svg + "text").Select(text => text.Value)];
        Assert.All(["d", "g", "step", "loss"], text => Assert.Contains(text, texts));
        Assert.Equal(2, Lines(root).Length);
    }

    [Fact]
    public void A_value_that_is_not_finite_leaves_a_gap_and_a_lonely_point_is_a_dot()
    {
        var chart = new LineChart("", new LineSeries("", [0, 1, 2, 3, 4], [1, 2, double.NaN, 3, double.PositiveInfinity]));
        string path = Assert.Single(Lines(XDocument.Parse(chart.ToSvg()).Root!));
        Assert.Equal(2, path.Count(letter => letter == 'M'));
        Assert.Equal(1, path.Count(letter => letter == 'L'));
        Assert.EndsWith("h0", path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logarithmic_chart_places_decades_equally_and_leaves_out_what_is_not_positive()
    {
        var chart = new LineChart("", new LineSeries("", [0, 1, 2, 3], [1, 10, 100, -1])) { LogarithmicY = true };
        Curve.Point[] points = Points(Assert.Single(Lines(XDocument.Parse(chart.ToSvg()).Root!)));
        Assert.Equal(3, points.Length);
        // Coordinates are written in tenths.
        Assert.Equal(points[0].Y - points[1].Y, points[1].Y - points[2].Y, 0.21);
        Assert.True(points[0].Y - points[1].Y > 50);
    }

    [Fact]
    public void Thinning_keeps_both_extremes_and_each_end()
    {
        const int count = 100_000;
        double[] x = [.. Enumerable.Range(0, count).Select(k => (double)k)];
        double[] y = [.. x.Select(Math.Sin)];
        (y[33_333], y[77_777]) = (50, -30);
        var chart = new LineChart("", new LineSeries("", x, y));
        Curve.Point[] points = Points(Assert.Single(Lines(XDocument.Parse(chart.ToSvg()).Root!)));
        Assert.InRange(points.Length, 1000, 4 * 640);
        Axis up = Axis.Linear(y, 320 - 46, 44, 5, round: true);
        Assert.Equal(up.Place(50), points.Min(point => point.Y), 0.06);
        Assert.Equal(up.Place(-30), points.Max(point => point.Y), 0.06);
        Assert.Equal((64.0, 620.0), (points[0].X, points[^1].X));
        Assert.Equal(points.Select(point => point.X).Order(), points.Select(point => point.X));
    }

    [Fact]
    public void Thinning_keeps_gaps()
    {
        List<Curve.Point> points = [.. Enumerable.Range(0, 3000)
            .Select(k => new Curve.Point(k / 10.0, k is > 1000 and < 1500 ? double.NaN : 1))];
        Assert.Equal(2, Curve.Path(Curve.Thin(points)).Count(letter => letter == 'M'));
    }

    [Fact]
    public void The_moving_average_starts_at_the_first_value_and_halves_in_its_half_life()
    {
        double[] constant = Curve.Smooth([3, 3, 3], 2);
        Assert.All(constant, value => Assert.Equal(3, value, 1e-12));
        // Ten ones, then zeros: k steps later the weight of the ones among all so far is 2^-k/2 (1 - 2^-5) / (1 - 2^-(10+k)/2).
        double[] step = Curve.Smooth([.. Enumerable.Repeat(1.0, 10), .. Enumerable.Repeat(0.0, 4)], 2);
        Assert.Equal(0.5 * (1 - Math.Pow(2, -5)) / (1 - Math.Pow(2, -6)), step[11], 1e-12);
        Assert.Equal(0.25 * (1 - Math.Pow(2, -5)) / (1 - Math.Pow(2, -7)), step[13], 1e-12);
    }

    [Fact]
    public void A_smoothed_chart_draws_the_average_over_the_faint_values()
    {
        var chart = new LineChart("", new LineSeries("", [0, 1, 2, 3], [0, 4, 0, 4])) { SmoothingHalfLifePoints = 4 };
        XElement[] lines = [.. XDocument.Parse(chart.ToSvg()).Root!.Elements(s_svg + "path").Where(IsLine)];
        Assert.Equal(["line raw series-0", "line series-0"], lines.Select(line => line.Attribute("class")!.Value));
        double[] spans = [.. lines.Select(line => Points(line.Attribute("d")!.Value))
            .Select(points => points.Max(point => point.Y) - points.Min(point => point.Y))];
        Assert.True(spans[1] < 0.7 * spans[0], $"{spans[0]} {spans[1]}");
    }

    [Fact]
    public void Limits_place_their_corners_at_the_edges_and_leave_out_what_lies_beyond()
    {
        var chart = new LineChart(
            "", new LineSeries("", [-1, 0, 1, 2, 3], [0, 0, 2, 9, 1])) { Limits = new PlotLimits(0, 2, 0, 2) };
        string path = Assert.Single(
            Lines(XDocument.Parse(chart.ToSvg()).Root!), line => line.Contains('L', StringComparison.Ordinal));
        Curve.Point[] points = Points(path);
        // Of a drawing of 640 x 320 with margins of 64, 20, 46 and 44; the middle across is the limits' x = 1.
        Assert.Equal([new Curve.Point(64, 274), new Curve.Point(342, 44)], points);
        Assert.Throws<ArgumentException>(() => new LineChart("") { Limits = new PlotLimits(0, 0, 0, 1) });
    }

    [Fact]
    public void A_faint_series_is_drawn_pale_and_without_dots()
    {
        var chart = new LineChart("", new LineSeries("", [0, 1], [0, 1]) { Faint = true });
        XElement[] paths = [.. XDocument.Parse(chart.ToSvg()).Root!.Elements(s_svg + "path")];
        Assert.Equal(
            "line raw series-0",
            Assert.Single(paths, path => path.Attribute("class")!.Value != "grid").Attribute("class")!.Value);
    }

    [Fact]
    public void An_empty_chart_is_still_a_drawing()
        => Assert.Empty(Lines(XDocument.Parse(new LineChart("nothing yet").ToSvg()).Root!));

    [Fact]
    public void A_series_needs_as_many_x_as_y()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new LineSeries("s", [1, 2], [1]));
        Assert.Contains("received 2 and 1", error.Message, StringComparison.Ordinal);
    }

    private static bool IsLine(XElement path) => path.Attribute("class")!.Value.StartsWith("line", StringComparison.Ordinal);

    private static string[] Lines(XElement root)
        => [.. root.Elements(s_svg + "path").Where(IsLine).Select(path => path.Attribute("d")!.Value)];

    private static Curve.Point[] Points(string path)
        => [.. path.Split(['M', 'L', 'h'], StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => pair.Contains(' ', StringComparison.Ordinal))
            .Select(pair => pair.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .Select(pair => new Curve.Point(pair[0], pair[1]))];
}
