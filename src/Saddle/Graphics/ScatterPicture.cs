namespace Saddle.Graphics;

/// <summary>A scatter plot as a PNG.</summary>
internal static class ScatterPicture
{
    // The real points are a wide, faint ground: what is generated does not hide them.
    private const double RealWidth = 1.8;
    private const float RealOpacity = 0.3f, GeneratedOpacity = 0.6f;

    private static readonly Canvas.Colour s_paper = new(255, 255, 255), s_grid = new(232, 235, 238), s_ink = new(70, 78, 87);
    private static readonly Canvas.Colour s_real = new(31, 111, 178), s_generated = new(225, 82, 18);

    internal static byte[] Encode(PlanePoints.Point[] real, PlanePoints.Point[] generated, PlotLimits limits, int size)
    {
        var canvas = new Canvas(size, s_paper);
        // Pixels are counted downwards, and their centres lie at halves.
        Axis across = Axis.Linear([limits.MinimumX, limits.MaximumX], 0, size, 8, round: false);
        Axis down = Axis.Linear([limits.MinimumY, limits.MaximumY], size, 0, 8, round: false);
        foreach (Axis.Mark mark in across.Marks)
        {
            canvas.Rectangle((int)across.Place(mark.Value), 0, 1, size, s_grid);
        }
        foreach (Axis.Mark mark in down.Marks)
        {
            canvas.Rectangle(0, (int)down.Place(mark.Value), size, 1, s_grid);
        }
        Draw(real, s_real, RealWidth, RealOpacity);
        Draw(generated, s_generated, 1, GeneratedOpacity);
        DrawLegend(canvas, Math.Max(1, size / 320), withGenerated: generated.Length > 0);
        return PngFile.Encode(canvas.ToBytes(), size, size, 3);

        void Draw(PlanePoints.Point[] points, Canvas.Colour colour, double width, float opacity)
        {
            double radius = Math.Max(1, size * width * (points.Length > 500 ? 0.0035 : 0.005));
            foreach (PlanePoints.Point point in points.Where(limits.Contains))
            {
                canvas.Disc(across.Place(point.X), down.Place(point.Y), radius, colour, opacity);
            }
        }
    }

    private static void DrawLegend(Canvas canvas, int scale, bool withGenerated)
    {
        int advance = 6 * scale, x = 8 * scale, y = 6 * scale;
        (string, Canvas.Colour)[] names = withGenerated ? [("real", s_real), ("generated", s_generated)] : [("real", s_real)];
        foreach ((string name, Canvas.Colour colour) in names)
        {
            canvas.Disc(x + (2 * scale), y + (4 * scale), 3 * scale, colour, 1);
            x += 8 * scale;
            foreach (char letter in name)
            {
                DrawLetter(canvas, PixelFont.Rows(letter), x, y, scale);
                x += advance;
            }
            x += 8 * scale;
        }
    }

    private static void DrawLetter(Canvas canvas, string[] rows, int left, int top, int scale)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                if (rows[row][column] == '#')
                {
                    canvas.Rectangle(left + (column * scale), top + (row * scale), scale, scale, s_ink);
                }
            }
        }
    }
}
