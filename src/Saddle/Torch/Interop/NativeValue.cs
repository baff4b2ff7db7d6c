using System.Runtime.InteropServices;
using Saddle.Torch.Engines;

namespace Saddle.Torch.Interop;

/// <summary>A tagged argument or result of an operator; mirrors <c>saddle_value</c> of native/saddle.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct NativeValue
{
    [FieldOffset(0)] public ArgumentTag Tag;
    [FieldOffset(8)] public long Count;
    [FieldOffset(16)] public long Integer;
    [FieldOffset(16)] public double Real;
    [FieldOffset(16)] public nint Pointer;
}
