using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>The picture codecs of native/pictures.cpp, without their pointers.</summary>
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
}
