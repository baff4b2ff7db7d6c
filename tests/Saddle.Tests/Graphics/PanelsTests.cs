using System.Xml.Linq;
using Saddle.Graphics;

namespace Saddle.Tests.Graphics;

public class PanelsTests
{
    private static readonly double[,] s_one = { { 0, 0 } }, s_other = { { 1, 2 } };

    [Fact]
    public void Drawings_stand_in_rows_and_share_one_style()
    {
        string[] drawings =
        [
            .. Enumerable.Range(0, 3).Select(
                k => new ScatterPlot(s_one, s_other) { Side = 100, Title = $"no {k}" }.ToSvg()),
        ];
        XElement root = XDocument.Parse(new Panels("a < b", 2, drawings).ToSvg()).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Single(root.Descendants(svg + "style"));
        XElement[] groups = [.. root.Elements(svg + "g")];
        Assert.Equal(
            ["translate(4 40)", "translate(176 40)", "translate(4 246)"],
            groups.Select(group => (string)group.Attribute("transform")!));
        Assert.Equal(["no 0", "no 1", "no 2"], groups.Select(group => (string)group.Element(svg + "title")!));
    }

    [Fact]
    public void What_is_no_drawing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Panels("", 2, []));
        Assert.Throws<ArgumentException>(() => new Panels("", 2, ["<p>"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Panels("", 0, ["<svg>"]));
    }

    [Fact]
    public void A_field_is_drawn_in_steps_of_the_sides_colours_and_links_as_lines()
    {
        string drawn = new ScatterPlot(s_one, s_other)
        {
            Side = 100,
            Limits = new PlotLimits(-2, 2, -2, 2),
            Links = [(0, 0)],
            Field = new PlaneField(
                points => [.. Enumerable.Range(0, points.GetLength(0)).Select(
                    k => points[k, 0] < -1 ? double.NaN : points[k, 0])],
                Middle: 0, Extent: 1),
        }.ToSvg();
        XNamespace svg = "http://www.w3.org/2000/svg";
        (string Class, string Opacity, string Data)[] paths =
        [
            .. XDocument.Parse(drawn).Descendants(svg + "path").Select(path => (
                (string)path.Attribute("class")!, (string?)path.Attribute("opacity") ?? "", (string)path.Attribute("d")!)),
        ];
        // Six steps on either side of 0; left of -1 is blank, and right of 1 everything is full.
        Assert.Equal(6, paths.Count(path => path.Class == "bar series-1"));
        Assert.Equal(6, paths.Count(path => path.Class == "bar series-0"));
        Assert.Equal("0.75", paths.Last(path => path.Class == "bar series-0").Opacity);
        Assert.Equal("M102 112L127 62", paths.Single(path => path.Class == "line raw series-2").Data);
    }
}
