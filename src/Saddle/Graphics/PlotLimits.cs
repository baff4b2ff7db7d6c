using Saddle.Torch;

namespace Saddle.Graphics;

/// <summary>The part of the plane that a plot shows.</summary>
/// <param name="MinimumX">The left edge.</param>
/// <param name="MaximumX">The right edge.</param>
/// <param name="MinimumY">The lower edge.</param>
/// <param name="MaximumY">The upper edge.</param>
public readonly record struct PlotLimits(double MinimumX, double MaximumX, double MinimumY, double MaximumY)
{
    /// <summary>Limits around points, for every frame of a film: those of the real points, say.</summary>
    /// <param name="points">Points <c>[N, 2]</c>; those that are not finite are left out.</param>
    /// <param name="margin">What is added on each side, as a share of the points' extent; 0.15 by default.</param>
    public static PlotLimits Around(double[,] points, double margin = 0.15)
        => Around(PlanePoints.From(points, nameof(points)), margin);

    /// <summary>Limits around points, for every frame of a film: those of the real points, say.</summary>
    /// <param name="points">Points <c>[N, 2]</c>; those that are not finite are left out.</param>
    /// <param name="margin">What is added on each side, as a share of the points' extent; 0.15 by default.</param>
    public static PlotLimits Around(Tensor points, double margin = 0.15)
        => Around(PlanePoints.From(points, nameof(points)), margin);

    internal static PlotLimits Around(IEnumerable<PlanePoints.Point> points, double margin)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, low = left, high = right;
        foreach ((double x, double y) in points.Where(point => double.IsFinite(point.X + point.Y)))
        {
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (low, high) = (Math.Min(low, y), Math.Max(high, y));
        }
        if (left > right)
        {
            return new(-1, 1, -1, 1);
        }
        // Points that all lie in one place still need a picture around them.
        double extent = Math.Max(right - left, high - low);
        double added = extent > 0 ? extent * margin : 1;
        return new(left - added, right + added, low - added, high + added);
    }

    internal bool Contains(PlanePoints.Point point)
        => point.X >= MinimumX && point.X <= MaximumX && point.Y >= MinimumY && point.Y <= MaximumY;

    /// <summary>The smallest square around these limits: in a square picture both axes then have one scale.</summary>
    internal PlotLimits Squared()
    {
        double half = Math.Max(MaximumX - MinimumX, MaximumY - MinimumY) / 2;
        double x = (MinimumX + MaximumX) / 2, y = (MinimumY + MaximumY) / 2;
        return new(x - half, x + half, y - half, y + half);
    }

    internal void Check()
    {
        if (!(MaximumX > MinimumX && MaximumY > MinimumY && double.IsFinite(MaximumX - MinimumX + MaximumY - MinimumY)))
        {
            throw new ArgumentException($"Expected finite limits with each maximum above its minimum, received {this}.");
        }
    }
}
