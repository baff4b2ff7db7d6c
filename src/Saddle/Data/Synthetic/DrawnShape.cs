namespace Saddle.Data.Synthetic;

/// <summary>One shape of a picture; lengths are shares of the picture's side, y grows downwards.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="X">The centre.</param>
/// <param name="Y">The centre.</param>
/// <param name="Radius">Half its extent, about; the kinds are drawn of nearly equal area.</param>
internal readonly record struct DrawnShape(ShapeKind Kind, ShapeColour Colour, double X, double Y, double Radius)
{
    // The factors that bring the kinds to nearly equal area.
    private const double Square = 0.87, Triangle = 1.45, Arm = 1.05, ArmWidth = 0.38, Diamond = 1.22;

    /// <summary>No kind reaches further from its centre than this many radii, along either axis.</summary>
    internal const double Reach = 1.27;

    /// <summary>Blends the shape into a picture; edges are smooth over about one pixel.</summary>
    /// <param name="planes">The picture, <c>[3, size, size]</c>.</param>
    /// <param name="size">The picture's side in pixels.</param>
    internal void Paint(Span<byte> planes, int size)
    {
        double reach = (Reach * Radius * size) + 1;
        int left = Math.Max(0, (int)((X * size) - reach)), right = Math.Min(size - 1, (int)((X * size) + reach));
        int top = Math.Max(0, (int)((Y * size) - reach)), bottom = Math.Min(size - 1, (int)((Y * size) + reach));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double cover = 0.5 - Distance(column + 0.5 - (X * size), row + 0.5 - (Y * size), Radius * size);
                if (cover <= 0)
                {
                    continue;
                }
                for (int channel = 0; channel < 3; channel++)
                {
                    ref byte value = ref planes[(((channel * size) + row) * size) + column];
                    value = (byte)Math.Round(value + ((Colour[channel] - value) * Math.Min(cover, 1)));
                }
            }
        }
    }

    // How far a point lies outside the shape's edge, negative within: the largest distance from the half planes that bound it.
    private double Distance(double x, double y, double radius)
    {
        double across = Math.Abs(x), down = Math.Abs(y);
        return Kind switch
        {
            ShapeKind.Circle => Math.Sqrt((x * x) + (y * y)) - radius,
            ShapeKind.Square => Math.Max(across, down) - (Square * radius),
            ShapeKind.Triangle => DistanceToTriangle(across, y, Triangle * radius),
            ShapeKind.Diamond => ((across + down) - (Diamond * radius)) / Math.Sqrt(2),
            _ => Math.Max(Math.Max(across, down) - (Arm * radius), Math.Min(across, down) - (ArmWidth * radius)),
        };
    }

    // An upright triangle within a circle of that radius, whose centre is lowered so that top and foot are equally far.
    private static double DistanceToTriangle(double across, double y, double radius)
    {
        y -= radius / 4;
        return Math.Max(y, (Math.Sqrt(0.75) * across) - (0.5 * y)) - (radius / 2);
    }
}
