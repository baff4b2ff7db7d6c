using System.Runtime.InteropServices;

namespace Saddle.Data.Pictures;

/// <summary>A decoded picture.</summary>
/// <param name="Width">Pixels in a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Pixels">Bytes <c>[Height, Width, Channels]</c>, in sRGB.</param>
public sealed record Picture(int Width, int Height, int Channels, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>
    /// Room for a picture's pixels that may have held another's: fresh memory for each would take a good part of the time.
    /// </summary>
    internal static Memory<byte> Room(int width, int height, int channels)
    {
        int count = checked(width * height * channels);
        return PictureRoom.Rent(count).AsMemory(0, count);
    }

    /// <summary>
    /// Gives the room of a picture back that nobody will look at again; it must have come from <see cref="Room"/>.
    /// </summary>
    internal void GiveBack()
    {
        if (MemoryMarshal.TryGetArray(Pixels, out ArraySegment<byte> room))
        {
            PictureRoom.Return(room.Array!);
        }
    }

    /// <summary>Turns a picture as it is stored into one as it is shown.</summary>
    /// <param name="orientation">EXIF's number: 1 as stored, 2 to 8 what its standard says.</param>
    internal Picture Upright(int orientation)
    {
        int right = Channels, down = Width * Channels, last = (Height - 1) * down, end = down - Channels;
        // Where the first pixel shown is stored, and how far on the next one in its row and in its column.
        (int origin, int across, int along) = orientation switch
        {
            2 => (end, -right, down),
            3 => (last + end, -right, -down),
            4 => (last, right, -down),
            5 => (0, down, right),
            6 => (last, -down, right),
            7 => (last + end, -down, -right),
            8 => (end, down, -right),
            _ => (0, right, down),
        };
        (int width, int height) = orientation >= 5 ? (Height, Width) : (Width, Height);
        if (orientation is < 2 or > 8)
        {
            return this;
        }
        Memory<byte> shown = Room(width, height, Channels);
        Gather(origin, across, along, width, height, shown.Span);
        GiveBack();
        return new Picture(width, height, Channels, shown);
    }

    private void Gather(int origin, int across, int along, int width, int height, Span<byte> shown)
    {
        ReadOnlySpan<byte> pixels = Pixels.Span;
        int to = 0;
        for (int y = 0; y < height; y++)
        {
            int from = origin + (y * along);
            for (int x = 0; x < width; x++, from += across)
            {
                for (int channel = 0; channel < Channels; channel++)
                {
                    shown[to++] = pixels[from + channel];
                }
            }
        }
    }
}
