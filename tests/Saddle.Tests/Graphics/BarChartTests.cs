using System.Xml.Linq;
using Saddle.Graphics;
using Xunit;

namespace Saddle.Tests.Graphics;

public class BarChartTests
{
    private static XElement[] Bars(params IReadOnlyList<(string, IReadOnlyList<double>)> series)
    {
        string svg = new BarChart("title", ["a", "b"], series).ToSvg();
        return [.. XDocument.Parse(svg).Descendants().Where(IsBar)];
    }

    // The legend's samples are drawn sideways.
    private static bool IsBar(XElement element)
        => ((string?)element.Attribute("class"))?.StartsWith("bar ", StringComparison.Ordinal) == true
            && ((string)element.Attribute("d")!).Contains('V', StringComparison.Ordinal);

    [Fact]
    public void A_value_twice_as_large_is_a_bar_twice_as_high()
    {
        double Length(XElement bar)
        {
            string[] ends = ((string)bar.Attribute("d")!).Split(' ')[1].Split('V');
            return double.Parse(ends[0]) - double.Parse(ends[1]);
        }
        XElement[] bars = Bars(("one", [1, 2]), ("two", [-0.5, double.NaN]));
        Assert.Equal(3, bars.Length);
        Assert.Equal(2 * Length(bars[0]), Length(bars[1]), 0.2);
        Assert.Equal(-0.5 * Length(bars[0]), Length(bars[2]), 0.2);
    }

    [Fact]
    public void A_series_of_another_length_is_refused()
        => Assert.Contains("2 groups, received 1", Assert.Throws<ArgumentException>(() => Bars(("one", [1]))).Message);

    [Fact]
    public void Huge_equal_and_missing_values_give_bars_within_the_drawing()
    {
        XElement[] bars = Bars(("huge", [1e30, -1e30]), ("equal", [2, 2]), ("missing", [double.NaN, double.PositiveInfinity]));
        Assert.Equal(4, bars.Length);
        Assert.All(bars, bar => Assert.All(
            ((string)bar.Attribute("d")!).Split(' ')[1].Split('V'), y => Assert.InRange(double.Parse(y), 62, 274)));
    }

    [Fact]
    public void Names_that_one_row_does_not_hold_go_on_in_the_next()
    {
        string[] names = [.. Enumerable.Range(0, 5).Select(k => $"critic_of_the_pack_{k}")];
        string svg = new BarChart("", ["a"], [.. names.Select(name => (name, (IReadOnlyList<double>)[1]))]).ToSvg();
        IEnumerable<XElement> shown = XDocument.Parse(svg).Descendants().Where(one => (string?)one.Attribute("class") == "name");
        Assert.Equal([48.0, 48, 48, 66, 66], shown.Select(text => (double)text.Attribute("y")!));
    }
}
