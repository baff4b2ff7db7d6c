using System.Globalization;

namespace Saddle.Runtime;

/// <summary>A picture of 8 bits a channel.</summary>
public sealed class Picture
{
    private const int MostSide = 1 << 20;

    /// <summary>Takes pixels over.</summary>
    /// <param name="pixels">Bytes <c>[height, width, channels]</c>, in sRGB; not copied.</param>
    /// <param name="width">Pixels in a row, 1 to 1,048,576.</param>
    /// <param name="height">Rows, 1 to 1,048,576.</param>
    /// <param name="channels">1 (grey), 3 (red, green, blue) or 4 (with opacity).</param>
    /// <exception cref="ArgumentException">The number of bytes is not height * width * channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or the number of channels is out of range.</exception>
    public Picture(byte[] pixels, int width, int height, int channels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        CheckSide(width, nameof(width));
        CheckSide(height, nameof(height));
        if (!CanHave(channels))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A picture has 1, 3 or 4 channels.");
        }
        if (pixels.LongLength != (long)width * height * channels)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected {height} x {width} x {channels} bytes, received {pixels.Length}: pass the picture as "
                    + $"[height, width, channels], without padding between rows."),
                nameof(pixels));
        }
        (Pixels, Width, Height, Channels) = (pixels, width, height, channels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 (grey), 3 (red, green, blue) or 4 (with opacity).</summary>
    public int Channels { get; }

    /// <summary>The bytes <c>[Height, Width, Channels]</c>, in sRGB; the picture's own.</summary>
    public byte[] Pixels { get; }

    /// <summary>Lays pictures out in rows on mid grey, two pixels apart.</summary>
    /// <param name="pictures">At least one; all of one size and one number of channels.</param>
    /// <param name="columns">Pictures in a row, at least 1; by default the grid is nearly square.</param>
    /// <param name="scale">How many times as large they are drawn, at least 1.</param>
    /// <exception cref="ArgumentException">There is none, or one differs from the first.</exception>
    public static Picture Grid(IReadOnlyList<Picture> pictures, int? columns = null, int scale = 1)
        => PictureGrid.Draw(pictures, columns, scale);

    /// <summary>The picture as a PNG file in memory.</summary>
    public byte[] ToPng()
    {
        using var file = new MemoryStream();
        PngEncoder.Write(file, this);
        return file.ToArray();
    }

    /// <summary>Writes the picture as a PNG file, which is replaced as a whole or not at all.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void SavePng(string path) => WholeFile.Write(path, file => PngEncoder.Write(file, this));

    /// <summary>Whether a picture can have so many channels.</summary>
    internal static bool CanHave(int channels) => channels is 1 or 3 or 4;

    /// <summary>The size and channels, for messages.</summary>
    internal string Form => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height} with {Channels} channels");

    private static void CheckSide(int side, string name)
    {
        if (side is < 1 or > MostSide)
        {
            throw new ArgumentOutOfRangeException(name, side, $"A picture's side is 1 to {MostSide} pixels.");
        }
    }
}
