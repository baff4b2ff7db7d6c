using Saddle.Torch;

namespace Saddle.Graphics;

/// <summary>Points of the plane, read from what callers have them in.</summary>
internal static class PlanePoints
{
    internal readonly record struct Point(double X, double Y);

    internal static Point[] From(double[,] points, string name)
    {
        ArgumentNullException.ThrowIfNull(points, name);
        int rows = points.GetLength(0);
        if (points.GetLength(1) != 2)
        {
            throw new ArgumentException(
                $"Expected points [N, 2], received [{rows}, {points.GetLength(1)}]: give one row (x, y) per point.", name);
        }
        var result = new Point[rows];
        for (int k = 0; k < rows; k++)
        {
            result[k] = new(points[k, 0], points[k, 1]);
        }
        return result;
    }

    internal static Point[] From(Tensor points, string name)
    {
        ArgumentNullException.ThrowIfNull(points, name);
        if (points.dim() != 2 || points.size(1) != 2)
        {
            throw new ArgumentException(
                $"Expected points [N, 2], received {points}: choose two of the columns, or draw images with ImageGrid.", name);
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode _ = torch.no_grad();
        double[] values = points.detach().cpu().ToArray<double>();
        var result = new Point[values.Length / 2];
        for (int k = 0; k < result.Length; k++)
        {
            result[k] = new(values[2 * k], values[(2 * k) + 1]);
        }
        return result;
    }
}
