namespace Saddle.Graphics;

/// <summary>A square picture to draw anti-aliased discs and filled rectangles on.</summary>
internal sealed class Canvas
{
    private readonly int _size;
    private readonly float[] _values;

    /// <summary>A canvas in one colour.</summary>
    internal Canvas(int size, Colour paper)
    {
        (_size, _values) = (size, new float[size * size * 3]);
        Rectangle(0, 0, size, size, paper);
    }

    /// <summary>A colour in bytes.</summary>
    internal readonly record struct Colour(byte Red, byte Green, byte Blue);

    /// <summary>Fills a rectangle; what lies outside the canvas is cut off.</summary>
    internal void Rectangle(int left, int top, int width, int height, Colour colour)
    {
        for (int y = Math.Max(0, top); y < Math.Min(_size, top + height); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(_size, left + width); x++)
            {
                Blend(x, y, colour, 1);
            }
        }
    }

    /// <summary>Lays a disc over what is there. A pixel is covered by as much as its centre lies within the edge.</summary>
    internal void Disc(double centreX, double centreY, double radius, Colour colour, float opacity)
    {
        int top = Math.Max(0, (int)Math.Floor(centreY - radius - 1)), bottom = Math.Min(_size - 1, (int)(centreY + radius + 1));
        int left = Math.Max(0, (int)Math.Floor(centreX - radius - 1)), right = Math.Min(_size - 1, (int)(centreX + radius + 1));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double across = x + 0.5 - centreX, down = y + 0.5 - centreY;
                double coverage = Math.Clamp(radius + 0.5 - Math.Sqrt((across * across) + (down * down)), 0, 1);
                Blend(x, y, colour, (float)coverage * opacity);
            }
        }
    }

    /// <summary>The picture as bytes <c>[size, size, 3]</c>.</summary>
    internal byte[] ToBytes() => Array.ConvertAll(_values, value => (byte)MathF.Round(value));

    private void Blend(int x, int y, Colour colour, float share)
    {
        Span<float> pixel = _values.AsSpan(((y * _size) + x) * 3, 3);
        pixel[0] += (colour.Red - pixel[0]) * share;
        pixel[1] += (colour.Green - pixel[1]) * share;
        pixel[2] += (colour.Blue - pixel[2]) * share;
    }
}
