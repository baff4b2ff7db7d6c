using System.Runtime.Intrinsics;

namespace Saddle.Data;

/// <summary>Rows of pixels between bytes and four numbers a pixel, in which a processor computes faster.</summary>
internal static class PixelRow
{
    /// <summary>Reads interleaved bytes.</summary>
    /// <param name="bytes">1 or 3 for each pixel.</param>
    /// <param name="grey">Whether colour becomes luma.</param>
    /// <param name="pixels">Receives red, green, blue and what does not count, or the grey four times.</param>
    internal static void Load(ReadOnlySpan<byte> bytes, bool grey, Span<Vector128<float>> pixels)
    {
        if (bytes.Length == pixels.Length)
        {
            for (int x = 0; x < pixels.Length; x++)
            {
                pixels[x] = Vector128.Create((float)bytes[x]);
            }
            return;
        }
        LoadColour(bytes, pixels);
        if (grey)
        {
            Vector128<float> shares = Vector128.Create(0.299f, 0.587f, 0.114f, 0);
            for (int x = 0; x < pixels.Length; x++)
            {
                pixels[x] = Round(Vector128.Create(Vector128.Dot(pixels[x], shares)));
            }
        }
    }

    /// <summary>Writes bytes, each channel's in a plane of its own.</summary>
    /// <param name="pixels">The row, not yet rounded.</param>
    /// <param name="planes">1 or 3 planes.</param>
    /// <param name="channels">How many.</param>
    /// <param name="first">Where in each plane the row begins.</param>
    /// <param name="plane">How many pixels a plane has.</param>
    internal static void Store(ReadOnlySpan<Vector128<float>> pixels, Span<byte> planes, int channels, int first, int plane)
    {
        for (int x = 0; x < pixels.Length; x++)
        {
            Vector128<int> values = Vector128.ConvertToInt32(Round(pixels[x]));
            for (int channel = 0; channel < channels; channel++)
            {
                planes[(channel * plane) + first + x] = (byte)values[channel];
            }
        }
    }

    /// <summary>To the nearest whole number that a byte can hold.</summary>
    internal static Vector128<float> Round(Vector128<float> values)
        => Vector128.Min(Vector128.Max(Vector128.Floor(values + Vector128.Create(0.5f)), Vector128<float>.Zero), Vector128.Create(255f));

    private static void LoadColour(ReadOnlySpan<byte> bytes, Span<Vector128<float>> pixels)
    {
        int x = 0;
        // Four pixels at a time while 16 bytes can be read.
        for (; (3 * x) + Vector128<byte>.Count <= bytes.Length; x += 4)
        {
            Vector128<byte> spread = Vector128.Shuffle(
                Vector128.Create(bytes.Slice(3 * x, Vector128<byte>.Count)),
                Vector128.Create((byte)0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8, 0, 9, 10, 11, 0));
            (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(spread);
            Span<Vector128<float>> four = pixels.Slice(x, 4);
            four[0] = Vector128.ConvertToSingle(Vector128.WidenLower(lower).AsInt32());
            four[1] = Vector128.ConvertToSingle(Vector128.WidenUpper(lower).AsInt32());
            four[2] = Vector128.ConvertToSingle(Vector128.WidenLower(upper).AsInt32());
            four[3] = Vector128.ConvertToSingle(Vector128.WidenUpper(upper).AsInt32());
        }
        for (; x < pixels.Length; x++)
        {
            pixels[x] = Vector128.Create((float)bytes[3 * x], bytes[(3 * x) + 1], bytes[(3 * x) + 2], 0);
        }
    }
}
