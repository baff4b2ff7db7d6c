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
}
