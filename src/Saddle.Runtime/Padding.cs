namespace Saddle.Runtime;

/// <summary>
/// How pictures are brought to a size whose sides the layers can halve often enough: their outermost pixels are repeated around
/// them, and what comes out is cut back.
/// </summary>
/// <param name="Width">The picture's own width.</param>
/// <param name="Height">The picture's own height.</param>
/// <param name="Right">The columns that are missing.</param>
/// <param name="Below">The rows that are missing.</param>
internal readonly record struct Padding(int Width, int Height, int Right, int Below)
{
    /// <summary>The padded width.</summary>
    internal int PaddedWidth => Width + Right;

    /// <summary>The padded height.</summary>
    internal int PaddedHeight => Height + Below;

    /// <summary>Whether nothing is missing.</summary>
    internal bool IsNone => Right + Below == 0;

    /// <summary>The first of the picture's columns.</summary>
    internal int Left => Right / 2;

    /// <summary>The first of the picture's rows.</summary>
    internal int Top => Below / 2;

    /// <summary>What a picture of a size needs.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="multiple">What the sides must be multiples of.</param>
    internal static Padding Of(int width, int height, int multiple)
        => new(width, height, (multiple - (width % multiple)) % multiple, (multiple - (height % multiple)) % multiple);

    /// <summary>Pads planes.</summary>
    /// <param name="planes"><c>[C, Height, Width]</c>.</param>
    /// <param name="padded"><c>[C, PaddedHeight, PaddedWidth]</c>.</param>
    internal void Apply(ReadOnlySpan<float> planes, Span<float> padded)
    {
        int channels = planes.Length / (Width * Height);
        for (int row = 0; row < channels * PaddedHeight; row++)
        {
            int y = Math.Clamp((row % PaddedHeight) - Top, 0, Height - 1);
            ReadOnlySpan<float> from = planes.Slice(((row / PaddedHeight * Height) + y) * Width, Width);
            Span<float> to = padded.Slice(row * PaddedWidth, PaddedWidth);
            to[..Left].Fill(from[0]);
            from.CopyTo(to[Left..]);
            to[(Left + Width)..].Fill(from[^1]);
        }
    }
}
