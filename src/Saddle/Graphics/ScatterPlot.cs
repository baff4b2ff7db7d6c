using System.Globalization;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Graphics;

/// <summary>Real and generated points of the plane in one picture, with one scale for both axes.</summary>
public sealed class ScatterPlot
{
    private const int Left = 52, Right = 16, Bottom = 40, Top = 62;

    private readonly PlanePoints.Point[] _real, _generated;
    private readonly PlotLimits? _limits;

    /// <summary>Makes a plot.</summary>
    /// <param name="real">Points of the data, <c>[N, 2]</c>.</param>
    /// <param name="generated">Points of the generator, <c>[M, 2]</c>.</param>
    /// <exception cref="ArgumentException">An array is not <c>[N, 2]</c>.</exception>
    public ScatterPlot(double[,] real, double[,] generated)
        => (_real, _generated) = (PlanePoints.From(real, nameof(real)), PlanePoints.From(generated, nameof(generated)));

    /// <summary>Makes a plot.</summary>
    /// <param name="real">Points of the data, <c>[N, 2]</c>, any element type and device.</param>
    /// <param name="generated">Points of the generator, <c>[M, 2]</c>, any element type and device.</param>
    /// <exception cref="ArgumentException">A tensor is not <c>[N, 2]</c>.</exception>
    public ScatterPlot(Tensor real, Tensor generated)
        => (_real, _generated) = (PlanePoints.From(real, nameof(real)), PlanePoints.From(generated, nameof(generated)));

    /// <summary>What the plot shows.</summary>
    public string Title { get; init; } = "Real and generated points";

    /// <summary>The side of the square that shows the plane, in pixels, at least 100; 480 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 100.</exception>
    public int Side
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 100);
            field = value;
        }
    } = 480;

    /// <summary>
    /// Lines from a real to a generated point, by their numbers, such as the moves of a transport plan; in SVG only.
    /// </summary>
    public IReadOnlyList<(int Real, int Generated)> Links { get; init; } = [];

    /// <summary>A function behind the points, such as a critic; in SVG only, and none by default.</summary>
    public PlaneField? Field { get; init; }

    /// <summary>
    /// What part of the plane is shown, widened to a square; by default all points. Give the frames of a film the same
    /// limits; the legend then counts the points that lie outside.
    /// </summary>
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

    /// <summary>Draws the plot.</summary>
    /// <returns>A whole SVG document.</returns>
    public string ToSvg()
    {
        PlotLimits limits = Shown();
        int width = Left + Side + Right, bottom = Top + Side, marks = Math.Max(2, Side / 80);
        Axis across = Axis.Linear([limits.MinimumX, limits.MaximumX], Left, Left + Side, marks, round: false);
        Axis up = Axis.Linear([limits.MinimumY, limits.MaximumY], bottom, Top, marks, round: false);
        var svg = new SvgDocument(width, bottom + Bottom, Title, withStyle: true);
        svg.Text(16, 26, Title, "title");
        Field?.Draw(svg, limits, Left, Top, Side);
        foreach (Axis.Mark mark in across.Marks)
        {
            svg.Path("grid", $"M{Markup.Coordinate(across.Place(mark.Value))} {Top}v{Side}");
            svg.Text(across.Place(mark.Value), bottom + 18, mark.Label, anchor: "middle");
        }
        foreach (Axis.Mark mark in up.Marks)
        {
            svg.Path("grid", $"M{Left} {Markup.Coordinate(up.Place(mark.Value))}h{Side}");
            svg.Text(Left - 8, up.Place(mark.Value) + 4, mark.Label, anchor: "end");
        }
        svg.Path("line raw series-2", Curve.Path(Links.SelectMany(link => new Curve.Point[]
        {
            new(across.Place(_real[link.Real].X), up.Place(_real[link.Real].Y)),
            new(across.Place(_generated[link.Generated].X), up.Place(_generated[link.Generated].Y)),
            new(0, double.NaN),
        })));
        double next = DrawSet(svg, "real", _real, 0, 16, limits, across, up);
        DrawSet(svg, "generated", _generated, 1, next, limits, across, up);
        return svg.Close();
    }

    /// <summary>Draws the plot as a square PNG picture on white, with discs whose overlaps grow darker.</summary>
    /// <param name="size">The side in pixels, at least 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 64.</exception>
    public byte[] ToPng(int size = 640)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 64);
        return ScatterPicture.Encode(_real, _generated, Shown(), size);
    }

    /// <summary>Writes <see cref="ToPng"/> to a file, whole or not at all.</summary>
    public void SavePng(string path) => AtomicFile.WriteBytes(path, ToPng());

    /// <summary>Writes <see cref="ToSvg"/> to a file, whole or not at all.</summary>
    public void SaveSvg(string path) => AtomicFile.WriteText(path, ToSvg());

    private PlotLimits Shown() => (_limits ?? PlotLimits.Around(_real.Concat(_generated), 0.05)).Squared();

    private static double DrawSet(
        SvgDocument svg, string name, PlanePoints.Point[] points, int series, double legendX,
        PlotLimits limits, Axis across, Axis up)
    {
        List<Curve.Point> inside = [.. points.Where(limits.Contains)
            .Select(point => new Curve.Point(across.Place(point.X), up.Place(point.Y)))];
        // The real points are a wide, faint ground: what is generated does not hide them.
        bool ground = series == 0;
        string colour = $"dots {(ground ? "halo " : "")}{SvgDocument.SeriesClass(series)}";
        double width = points.Length > 500 ? 3 : 4.5;
        svg.Path(colour, Curve.Dots(inside), strokeWidth: ground ? 2 * width : width);
        int outside = points.Length - inside.Count;
        string label = outside == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({outside} outside)");
        svg.Path(colour, $"M{Markup.Coordinate(legendX + 5)} 44h0", strokeWidth: 9);
        svg.Text(legendX + 15, 48, label, "name");
        return legendX + 15 + SvgDocument.TextWidth(label) + 16;
    }
}
