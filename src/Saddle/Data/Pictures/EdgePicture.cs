namespace Saddle.Data.Pictures;

/// <summary>
/// The outlines in a grey picture on black ground: where Sobel's gradient is steep and steepest across its own direction (Canny
/// 1986, section 4), one pixel wide. Lines are black on white.
/// </summary>
internal static class EdgePicture
{
    private const byte Line = 0;
    private const byte Ground = 255;

    // Of the 1,020 that a step from black to white has; below it, folds and weaves of cloth cover the picture.
    private const int Steep = 250;

    /// <summary>Draws the outlines of a picture.</summary>
    /// <param name="grey">The picture's bytes, row by row.</param>
    /// <param name="edges">Receives as many.</param>
    /// <param name="width">The width in pixels.</param>
    internal static void Draw(ReadOnlySpan<byte> grey, Span<byte> edges, int width)
    {
        int height = grey.Length / width, across = width + 2;
        // The gradient one pixel beyond the edges too, so that a garment cut off there still ends in a line.
        Span<(int X, int Y)> slopes = new (int, int)[across * (height + 2)];
        for (int row = -1; row <= height; row++)
        {
            for (int column = -1; column <= width; column++)
            {
                slopes[((row + 1) * across) + column + 1] = Slope(grey, width, row, column);
            }
        }
        for (int k = 0; k < grey.Length; k++)
        {
            edges[k] = IsEdge(slopes, ((k / width + 1) * across) + (k % width) + 1, across) ? Line : Ground;
        }
    }

    private static (int X, int Y) Slope(ReadOnlySpan<byte> grey, int width, int row, int column)
    {
        int above = Weighted(grey, width, row - 1, column), below = Weighted(grey, width, row + 1, column);
        int left = At(grey, width, row - 1, column - 1) + (2 * At(grey, width, row, column - 1))
            + At(grey, width, row + 1, column - 1);
        int right = At(grey, width, row - 1, column + 1) + (2 * At(grey, width, row, column + 1))
            + At(grey, width, row + 1, column + 1);
        return (right - left, below - above);
    }

    private static int Weighted(ReadOnlySpan<byte> grey, int width, int row, int column)
        => At(grey, width, row, column - 1) + (2 * At(grey, width, row, column)) + At(grey, width, row, column + 1);

    private static int At(ReadOnlySpan<byte> grey, int width, int row, int column)
        => row >= 0 && row < grey.Length / width && column >= 0 && column < width ? grey[(row * width) + column] : 0;

    private static bool IsEdge(ReadOnlySpan<(int X, int Y)> slopes, int at, int across)
    {
        (int x, int y) = slopes[at];
        int neighbour = (Math.Abs(x) > 2 * Math.Abs(y), Math.Abs(y) > 2 * Math.Abs(x), x > 0 == y > 0) switch
        {
            (true, _, _) => 1,
            (_, true, _) => across,
            (_, _, true) => across + 1,
            _ => across - 1,
        };
        // Of two equally steep neighbours the later one counts, so that the line is one pixel wide.
        int steepness = Squared(slopes[at]);
        return steepness >= Steep * Steep && steepness >= Squared(slopes[at + neighbour])
            && steepness > Squared(slopes[at - neighbour]);
    }

    private static int Squared((int X, int Y) slope) => (slope.X * slope.X) + (slope.Y * slope.Y);
}
