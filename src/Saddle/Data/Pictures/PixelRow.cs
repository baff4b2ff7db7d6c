using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Saddle.Data.Pictures;

/// <summary>Rows of pixels between bytes and four numbers a pixel, in which a processor computes faster.</summary>
internal static class PixelRow
{
    /// <summary>Reads interleaved numbers.</summary>
    /// <param name="numbers">As many for each pixel as there are channels, and one more at the end.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="grey">Whether colour becomes luma.</param>
    /// <param name="pixels">Receives red, green, blue and what does not count, or the grey four times.</param>
    internal static void Load(ReadOnlySpan<float> numbers, int channels, bool grey, Span<Vector128<float>> pixels)
    {
        Vector128<float> shares = Vector128.Create(0.299f, 0.587f, 0.114f, 0);
        // Checked once here and not at every pixel.
        ref float first = ref MemoryMarshal.GetReference(numbers[..((channels * pixels.Length) + 1)]);
        for (int x = 0; x < pixels.Length; x++)
        {
            Vector128<float> pixel = channels == 1
                ? Vector128.Create(numbers[x])
                : Vector128.LoadUnsafe(ref first, (nuint)(3 * x));
            pixels[x] = grey && channels == 3 ? Vector128.Create(Vector128.Dot(pixel, shares)) : pixel;
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
    private static Vector128<float> Round(Vector128<float> values)
        => Vector128.Min(
            Vector128.Max(Vector128.Floor(values + Vector128.Create(0.5f)), Vector128<float>.Zero), Vector128.Create(255f));
}
