namespace Saddle.Runtime;

/// <summary>Lays pictures out in rows.</summary>
internal static class PictureGrid
{
    private const int PaddingPixels = 2;

    // Mid grey: a border that neither black nor white pictures swallow.
    private const byte PaddingByte = 128;

    /// <summary>Draws the grid; see <see cref="Picture.Grid"/>.</summary>
    internal static Picture Draw(IReadOnlyList<Picture> pictures, int? columns, int scale)
    {
        Check(pictures, columns, scale);
        Picture first = pictures[0];
        int across = Math.Min(columns ?? (int)Math.Ceiling(Math.Sqrt(pictures.Count)), pictures.Count);
        int down = (pictures.Count + across - 1) / across;
        int cellWidth = checked((first.Width * scale) + PaddingPixels);
        int cellHeight = checked((first.Height * scale) + PaddingPixels);
        int width = checked((across * cellWidth) - PaddingPixels), height = checked((down * cellHeight) - PaddingPixels);
        byte[] canvas = new byte[checked(width * height * first.Channels)];
        Array.Fill(canvas, PaddingByte);
        for (int k = 0; k < pictures.Count; k++)
        {
            int corner = (((k / across * cellHeight) * width) + (k % across * cellWidth)) * first.Channels;
            Place(pictures[k], canvas.AsSpan(corner), width * first.Channels, scale);
        }
        return new Picture(canvas, width, height, first.Channels);
    }

    // The first row of each pixel row is drawn, the others are copies of it.
    private static void Place(Picture picture, Span<byte> canvas, int stride, int scale)
    {
        int channels = picture.Channels, length = picture.Width * scale * channels;
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> pixels = picture.Pixels.AsSpan(y * picture.Width * channels, picture.Width * channels);
            Span<byte> row = canvas.Slice(y * scale * stride, length);
            for (int x = 0; x < picture.Width * scale; x++)
            {
                pixels.Slice(x / scale * channels, channels).CopyTo(row[(x * channels)..]);
            }
            for (int copy = 1; copy < scale; copy++)
            {
                row.CopyTo(canvas[(((y * scale) + copy) * stride)..]);
            }
        }
    }

    private static void Check(IReadOnlyList<Picture> pictures, int? columns, int scale)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns ?? 1, 1, nameof(columns));
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        if (pictures.Count == 0)
        {
            throw new ArgumentException("A grid is made of at least one picture, but there is none.", nameof(pictures));
        }
        Picture first = pictures[0];
        foreach (Picture picture in pictures)
        {
            if ((picture.Width, picture.Height, picture.Channels) != (first.Width, first.Height, first.Channels))
            {
                throw new ArgumentException(
                    $"A grid's pictures are of one form, but one is {first.Form} and another {picture.Form}.", nameof(pictures));
            }
        }
    }
}
