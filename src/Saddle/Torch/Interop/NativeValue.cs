using System.Runtime.InteropServices;

namespace Saddle.Torch.Interop;

/// <summary>What a <see cref="NativeValue"/> holds; mirrors <c>saddle_tag</c> of native/saddle.h.</summary>
internal enum NativeTag : long
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    BoolList = 7,
    TensorList = 8,
    String = 9,
    Device = 10,
    Generator = 11,
}

/// <summary>A tagged argument or result of an operator; mirrors <c>saddle_value</c> of native/saddle.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct NativeValue
{
    [FieldOffset(0)] public NativeTag Tag;
    [FieldOffset(8)] public long Count;
    [FieldOffset(16)] public long Integer;
    [FieldOffset(16)] public double Real;
    [FieldOffset(16)] public nint Pointer;
}
