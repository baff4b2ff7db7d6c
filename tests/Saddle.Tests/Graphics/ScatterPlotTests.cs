using System.Xml.Linq;
using Saddle.Graphics;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Graphics;

public class ScatterPlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_plot_is_well_formed_and_has_a_legend()
    {
        var plot = new ScatterPlot(new double[,] { { 0, 0 }, { 1, 1 } }, new double[,] { { 0.5, 0.5 } }) { Title = "a < b" };
        XElement root = XDocument.Parse(plot.ToSvg()).Root!;
        Assert.Equal("a < b", root.Element(s_svg + "title")!.Value);
        string[] texts = [.. root.Elements(s_svg + "text").Select(text => text.Value)];
        Assert.Contains("real", texts);
        Assert.Contains("generated", texts);
    }

    [Fact]
    public void Points_outside_the_limits_are_counted_and_not_drawn()
    {
        double[,] generated = { { 0, 0 }, { 9, 0 }, { double.NaN, 0 }, { 0.5, -0.5 } };
        var plot = new ScatterPlot(new double[0, 2], generated) { Limits = new PlotLimits(-1, 1, -1, 1) };
        XElement root = XDocument.Parse(plot.ToSvg()).Root!;
        Assert.Contains("generated (2 outside)", root.Elements(s_svg + "text").Select(text => text.Value));
        XElement dots = root.Elements(s_svg + "path").First(path => path.Attribute("class")!.Value == "dots series-1");
        // The plane of 480 units begins at 52 and 62.
        Assert.Equal("M292 302h0M412 422h0", dots.Attribute("d")!.Value);
    }

    [Fact]
    public void Both_axes_have_one_scale_in_the_picture()
    {
        // Wide limits become a square: 4 wide and 4 high around the same centre, 100 pixels a unit.
        var plot = new ScatterPlot(new double[,] { { -1, 0 } }, new double[,] { { 0, 1 } })
        {
            Limits = new PlotLimits(-2, 2, -0.5, 0.5),
        };
        PngReader.Picture picture = PngReader.Read(plot.ToPng(400));
        Assert.Equal((400, 400, 3), (picture.Width, picture.Height, picture.Channels));
        Assert.True(IsBlue(picture[100, 200]), "real point");
        // Outside the limits as given, but within the square that is shown.
        Assert.True(IsOrange(picture[200, 100]), "generated point");
        Assert.Equal([255, 255, 255], picture[130, 330]);
    }

    [Fact]
    public void Tensors_and_arrays_give_the_same_drawing()
    {
        using Tensor real = torch.tensor([0f, 1f, 2f, 3f], 2, 2);
        using Tensor generated = torch.tensor([1.0, 1.0], 1, 2);
        string drawn = new ScatterPlot(real, generated).ToSvg();
        Assert.Equal(new ScatterPlot(new double[,] { { 0, 1 }, { 2, 3 } }, new double[,] { { 1, 1 } }).ToSvg(), drawn);
        Assert.Equal(new PlotLimits(-0.3, 2.3, 0.7, 3.3), PlotLimits.Around(real));
    }

    [Fact]
    public void Empty_sets_and_a_single_point_can_be_drawn()
    {
        Assert.Equal((64, 64), Size(new ScatterPlot(new double[0, 2], new double[0, 2]).ToPng(64)));
        Assert.Equal((64, 64), Size(new ScatterPlot(new double[,] { { 5, 5 } }, new double[0, 2]).ToPng(64)));

        static (int, int) Size(byte[] file) => (PngReader.Read(file).Width, PngReader.Read(file).Height);
    }

    [Fact]
    public void Wrong_shapes_and_limits_are_refused()
    {
        using Tensor images = torch.zeros([2, 3, 4, 4]);
        double[,] none = new double[0, 2];
        var error = Assert.Throws<ArgumentException>(() => new ScatterPlot(images, images));
        Assert.Contains("received [2, 3, 4, 4]", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => new ScatterPlot(new double[1, 3], none));
        Assert.Contains("received [1, 3]", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => new ScatterPlot(none, none) { Limits = new PlotLimits(1, 1, 0, 1) });
        Assert.Contains("each maximum above its minimum", error.Message, StringComparison.Ordinal);
    }

    private static bool IsBlue(byte[] pixel) => pixel[2] > pixel[0] + 40;

    private static bool IsOrange(byte[] pixel) => pixel[0] > pixel[2] + 40;
}
