namespace Saddle.Data.Pictures;

/// <summary>
/// Brings decoded pixels, <c>[N, 4]</c> with opacity that is not multiplied in, to grey or colour over a background.
/// </summary>
internal static class PixelOpacity
{
    /// <summary>Writes <c>[N, channels]</c>.</summary>
    internal static void Lay(
        ReadOnlySpan<byte> source, int channels, bool hasOpacity, PictureBackground background, Span<byte> destination)
    {
        int luma = ((299 * background.Red) + (587 * background.Green) + (114 * background.Blue) + 500) / 1000;
        ReadOnlySpan<int> behind = channels == 1 ? [luma] : [background.Red, background.Green, background.Blue];
        for (int from = 0, to = 0; from < source.Length; from += 4)
        {
            int opacity = hasOpacity ? source[from + 3] : 255;
            for (int channel = 0; channel < channels; channel++, to++)
            {
                destination[to] = opacity == 255
                    ? source[from + channel]
                    : Over255((source[from + channel] * opacity) + (behind[channel] * (255 - opacity)));
            }
        }
    }

    // a / 255 to the nearest, for a up to 255 * 255.
    private static byte Over255(int a) => (byte)((a + 128 + ((a + 128) >> 8)) >> 8);
}
