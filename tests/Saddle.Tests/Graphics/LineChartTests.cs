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
    public void Names_that_one_row_does_not_hold_go_on_in_the_next()
    {
        string[] names = [.. Enumerable.Range(0, 9).Select(k => $"critic_of_the_pack_{k}")];
        var chart = new LineChart("", [.. names.Select(name => new LineSeries(name, [0, 1], [0, 1]))]);
        XElement root = XDocument.Parse(chart.ToSvg()).Root!;
        (double X, double Y, string Name)[] places =
        [
            .. root.Elements(s_svg + "text").Where(text => (string?)text.Attribute("class") == "name")
                .Select(text => ((double)text.Attribute("x")!, (double)text.Attribute("y")!, text.Value)),
        ];
        Assert.Equal(names, places.Select(place => place.Name));
        Assert.All(places, place => Assert.InRange(place.X + SvgDocument.TextWidth(place.Name), 0, 640 - 16));
        Assert.Equal([48, 48, 48, 66, 66, 66, 84, 84, 84], places.Select(place => place.Y));
        // The lines have the room that they always have.
        Assert.Equal("0 0 640 356", (string)root.Attribute("viewBox")!);
        Assert.All(Lines(root).SelectMany(Points), point => Assert.InRange(point.Y, 98, 356 - 46));
    }

    public static TheoryData<double[], double[], bool> Little => new()
    {
        { [7], [5], false },
        { [7], [5], true },
        { [0, 1, 2], [2, 2, 2], false },
        { [0, 1, 2], [0, 0, 0], false },
        { [0, 1, 2], [1e15, 1e15 * (1 + 1e-8), 1e15], false },
        { [0, 1, 2], [1000000.1, 1000000.2, 1000000.3], false },
        { [0, 1, 2, 3], [1, double.NaN, 3, double.PositiveInfinity], false },
        { [0, 1, 2, 3], [1, 1e30, -1e30, 3], false },
        { [0, 1, 2, 3], [1, 1e30, 1e-30, 3], true },
        { [0, 1, 2, 3], [1, 10, -1, 0], true },
        { [0, 1], [-1, 0], true },
        { [0, 1], [double.NaN, double.NaN], false },
        { [1e9, 1e9 + 1], [1, 2], false },
    };

    [Theory]
    [MemberData(nameof(Little))]
    public void Of_little_or_strange_values_all_that_can_be_drawn_lies_within_the_drawing(
        double[] x, double[] y, bool logarithmic)
    {
        var chart = new LineChart("", new LineSeries("", x, y)) { LogarithmicY = logarithmic, YLabel = "loss" };
        XElement root = XDocument.Parse(chart.ToSvg()).Root!;
        int drawn = y.Count(value => double.IsFinite(value) && (!logarithmic || value > 0));
        Curve.Point[] points = [.. Lines(root).SelectMany(Points)];
        Assert.Equal(drawn, points.Length);
        Assert.All(points, point => Assert.True(point is { X: >= 64 and <= 620, Y: >= 44 and <= 274 }, $"{point}"));
        XElement[] labels = [.. root.Elements(s_svg + "text").Where(text => text.Attribute("class") is null)];
        foreach (XElement label in labels.Where(label => label.Attribute("transform") is null))
        {
            double width = SvgDocument.TextWidth(label.Value);
            double start = (double)label.Attribute("x")!
                - ((string)label.Attribute("text-anchor")! switch { "end" => width, "middle" => width / 2, _ => 0 });
            // What stands up along the axis has the first 24.
            double least = (string)label.Attribute("text-anchor")! == "end" ? 24 : 0;
            Assert.True(start >= least && start + width <= 640, $"'{label.Value}' lies at {start}");
        }
        Assert.Equal(labels.Length, labels.DistinctBy(label => (label.Value, (string)label.Attribute("text-anchor")!)).Count());
    }

    [Theory]
    [InlineData(1, "0 1")]
    [InlineData(3, "0 1 2 3")]
    [InlineData(7, "0 1 2 3 4 5 6 7")]
    public void Between_whole_steps_there_are_no_marks(int last, string marks)
    {
        XElement root = XDocument.Parse(new LineChart("", new LineSeries("", [0, last], [1, 2])) { XLabel = "" }.ToSvg()).Root!;
        IEnumerable<XElement> across = root.Elements(s_svg + "text")
            .Where(text => text.Value.Length > 0 && (string?)text.Attribute("text-anchor") == "middle");
        Assert.Equal(marks, string.Join(' ', across.Select(text => text.Value)));
    }

    [Fact]
    public void One_point_is_marked_with_its_own_place()
    {
        XElement root = XDocument.Parse(new LineChart("", new LineSeries("", [7], [5])).ToSvg()).Root!;
        Assert.Contains("7", root.Elements(s_svg + "text").Select(text => text.Value));
        Assert.DoesNotContain("7.2", root.Elements(s_svg + "text").Select(text => text.Value));
        Assert.Equal((64 + 620) / 2.0, Assert.Single(Points(Assert.Single(Lines(root)))).X);
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
