using System.Globalization;
using System.Text;

namespace Saddle.Graphics;

/// <summary>A function of the plane, drawn as a ground in steps: the colour of real points where it is high, that of generated
/// ones where it is low.</summary>
/// <param name="Values">The function: points <c>[N, 2]</c> to values <c>[N]</c>; what is not finite stays blank.</param>
/// <param name="Middle">The value without colour.</param>
/// <param name="Extent">How far from it the colour is full, greater than 0.</param>
public sealed record PlaneField(Func<double[,], double[]> Values, double Middle, double Extent)
{
    private const int Cells = 48, Steps = 6;
    private const double FullOpacity = 0.75;

    internal void Draw(SvgDocument svg, PlotLimits limits, int left, int top, int side)
    {
        double[] values = Values(Centres(limits));
        var rows = new StringBuilder[2 * Steps + 1];
        double size = (double)side / Cells;
        for (int row = 0; row < Cells; row++)
        {
            for (int column = 0; column < Cells;)
            {
                int start = column;
                int? step = Step(values[row * Cells + column]);
                // Neighbours of one step are one stroke.
                while (column < Cells && Step(values[row * Cells + column]) == step)
                {
                    column++;
                }
                if (step is { } level and not 0)
                {
                    string x = Markup.Coordinate(left + start * size), y = Markup.Coordinate(top + side - (row + 0.5) * size);
                    (rows[level + Steps] ??= new()).Append(
                        CultureInfo.InvariantCulture, $"M{x} {y}h{Markup.Coordinate((column - start) * size)}");
                }
            }
        }
        for (int level = -Steps; level <= Steps; level++)
        {
            if (rows[level + Steps] is { } path)
            {
                string colour = SvgDocument.SeriesClass(level > 0 ? 0 : 1);
                svg.Path($"bar {colour}", path.ToString(), size + 0.2, FullOpacity * Math.Abs(level) / Steps);
            }
        }
    }

    private int? Step(double value) => double.IsFinite(value)
        ? (int)Math.Round(Math.Clamp((value - Middle) / Extent, -1, 1) * Steps)
        : null;

    // From the lower left, row by row.
    private static double[,] Centres(PlotLimits limits)
    {
        var centres = new double[Cells * Cells, 2];
        for (int k = 0; k < Cells * Cells; k++)
        {
            centres[k, 0] = limits.MinimumX + (limits.MaximumX - limits.MinimumX) * (k % Cells + 0.5) / Cells;
            centres[k, 1] = limits.MinimumY + (limits.MaximumY - limits.MinimumY) * (k / Cells + 0.5) / Cells;
        }
        return centres;
    }
}
