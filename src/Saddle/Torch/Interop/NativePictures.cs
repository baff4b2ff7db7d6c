using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>The picture codecs of native/, without their pointers.</summary>
internal static unsafe class NativePictures
{
    /// <summary>Encodes bytes <c>[height, width, channels]</c> as PNG; the caller has checked the sizes.</summary>
    internal static byte[] EncodePng(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        Native.EnsureLoaded();
        fixed (byte* first = pixels)
        {
            Native.Check(saddle_png_encode(first, width, height, channels, out byte* encoded, out long byteCount));
            try
            {
                return new ReadOnlySpan<byte>(encoded, checked((int)byteCount)).ToArray();
            }
            finally
            {
                saddle_bytes_free(encoded);
            }
        }
    }

    /// <summary>Reads a JPEG's, PNG's or WebP's header.</summary>
    /// <returns>Null, or why it is no picture that can be decoded.</returns>
    internal static string? Probe(ReadOnlySpan<byte> file, out NativePictureHeader header)
    {
        Native.EnsureLoaded();
        fixed (byte* first = file)
        {
            return Reason(saddle_picture_probe(first, file.Length, out header));
        }
    }

    /// <summary>Decodes a JPEG, PNG or WebP.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="background">0xRRGGBB, for what is see-through.</param>
    /// <param name="pixels">Receives <c>[height, width, channels]</c> of the header.</param>
    /// <returns>Null, or why it cannot be decoded; then the pixels are worth nothing.</returns>
    internal static string? Decode(ReadOnlySpan<byte> file, uint background, Span<byte> pixels)
    {
        Native.EnsureLoaded();
        fixed (byte* first = file, firstPixel = pixels)
        {
            return Reason(saddle_picture_decode(first, file.Length, background, firstPixel, pixels.Length));
        }
    }

    private static string? Reason(int status) => status == 0 ? null : Native.Text(saddle_last_error());
}
