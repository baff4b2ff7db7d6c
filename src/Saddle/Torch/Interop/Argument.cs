namespace Saddle.Torch.Interop;

/// <summary>One argument of an operator, before it crosses the boundary. Made by implicit conversion.</summary>
internal readonly struct Argument
{
    internal readonly NativeTag Tag;
    internal readonly long Integer;
    internal readonly double Real;
    internal readonly object? Reference;

    private Argument(NativeTag tag, long integer = 0, double real = 0, object? reference = null)
        => (Tag, Integer, Real, Reference) = (tag, integer, real, reference);

    internal static Argument None => default;

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(NativeTag.Tensor, reference: value);
    public static implicit operator Argument(long value) => new(NativeTag.Int, value);
    public static implicit operator Argument(int value) => new(NativeTag.Int, value);
    public static implicit operator Argument(ScalarType value) => new(NativeTag.Int, (long)value);
    public static implicit operator Argument(MemoryFormat value) => new(NativeTag.Int, (long)value);
    public static implicit operator Argument(double value) => new(NativeTag.Double, real: value);
    public static implicit operator Argument(bool value) => new(NativeTag.Bool, value ? 1 : 0);
    public static implicit operator Argument(long[]? value) => value is null ? None : new(NativeTag.IntList, reference: value);
    public static implicit operator Argument(double[] value) => new(NativeTag.DoubleList, reference: value);
    public static implicit operator Argument(bool[] value) => new(NativeTag.BoolList, reference: value);
    public static implicit operator Argument(Tensor?[] value) => new(NativeTag.TensorList, reference: value);
    public static implicit operator Argument(string value) => new(NativeTag.String, reference: value);
    public static implicit operator Argument(Device value) => new(NativeTag.Device, (long)value.Type, value.Index);
    public static implicit operator Argument(RandomGenerator? value)
        => value is null ? None : new(NativeTag.Generator, reference: value);

    /// <summary>How many 8-byte words of scratch its list or text needs.</summary>
    internal int ScratchWords => Reference switch
    {
        long[] list => list.Length,
        double[] list => list.Length,
        bool[] list => list.Length,
        Tensor?[] list => list.Length,
        string text => (System.Text.Encoding.UTF8.GetByteCount(text) + 7) / 8,
        _ => 0,
    };
}
