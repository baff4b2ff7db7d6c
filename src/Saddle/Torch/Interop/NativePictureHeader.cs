using System.Runtime.InteropServices;

namespace Saddle.Torch.Interop;

/// <summary>What a picture file's header says; mirrors <c>saddle_picture</c> of native/saddle.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePictureHeader
{
    public int Format;
    public int Width;
    public int Height;
    public int Channels;
    public int HasOpacity;
    public int Passes;
}
