namespace Saddle.Torch;

/// <summary>A tensor's element type; the values are libtorch's own (c10/core/ScalarType.h).</summary>
public enum ScalarType
{
    /// <summary>8-bit unsigned integer: how images are stored.</summary>
    Byte = 0,
    /// <summary>8-bit signed integer.</summary>
    Int8 = 1,
    /// <summary>16-bit signed integer.</summary>
    Int16 = 2,
    /// <summary>32-bit signed integer.</summary>
    Int32 = 3,
    /// <summary>64-bit signed integer: indices and labels.</summary>
    Int64 = 4,
    /// <summary>16-bit floating point (IEEE half).</summary>
    Float16 = 5,
    /// <summary>32-bit floating point: the default.</summary>
    Float32 = 6,
    /// <summary>64-bit floating point.</summary>
    Float64 = 7,
    /// <summary>Boolean, one byte.</summary>
    Bool = 11,
    /// <summary>16-bit floating point with float32's exponent.</summary>
    BFloat16 = 15,
}
