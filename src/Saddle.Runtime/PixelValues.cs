namespace Saddle.Runtime;

/// <summary>Bytes to values in [-1, 1] and back, as Saddle's training data and samples are converted.</summary>
internal static class PixelValues
{
    private const float Half = 127.5f;

    /// <summary>The byte of a value: clamped to [-1, 1], then round((value + 1) * 127.5), halves to even.</summary>
    /// <param name="value">The value; finite.</param>
    internal static byte ToByte(float value) => (byte)MathF.Round((Math.Clamp(value, -1f, 1f) + 1f) * Half);

    /// <summary>The value of a byte, so that a byte and its negative differ in sign only.</summary>
    /// <param name="value">The byte.</param>
    internal static float ToValue(byte value) => (value - Half) / Half;

    /// <summary>A picture's values, channel by channel.</summary>
    /// <param name="pixels">Bytes <c>[H, W, C]</c>.</param>
    /// <param name="channels">C.</param>
    /// <param name="planes"><c>[C, H, W]</c>.</param>
    internal static void ToPlanes(ReadOnlySpan<byte> pixels, int channels, Span<float> planes)
    {
        int area = pixels.Length / channels;
        for (int channel = 0; channel < channels; channel++)
        {
            Span<float> plane = planes.Slice(channel * area, area);
            for (int k = 0; k < area; k++)
            {
                plane[k] = ToValue(pixels[(k * channels) + channel]);
            }
        }
    }
}
