namespace Saddle.Torch.Engines;

/// <summary>One argument of an operator, before it crosses the boundary. Made by implicit conversion.</summary>
internal readonly struct Argument
{
    internal readonly ArgumentTag Tag;
    internal readonly long Integer;
    internal readonly double Real;
    internal readonly object? Reference;

    private Argument(ArgumentTag tag, long integer = 0, double real = 0, object? reference = null)
        => (Tag, Integer, Real, Reference) = (tag, integer, real, reference);

    internal static Argument None => default;

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ArgumentTag.Tensor, reference: value);
    public static implicit operator Argument(long value) => new(ArgumentTag.Int, value);
    public static implicit operator Argument(int value) => new(ArgumentTag.Int, value);
    public static implicit operator Argument(ScalarType value) => new(ArgumentTag.Int, (long)value);
    public static implicit operator Argument(MemoryFormat value) => new(ArgumentTag.Int, (long)value);
    public static implicit operator Argument(double value) => new(ArgumentTag.Double, real: value);
    public static implicit operator Argument(bool value) => new(ArgumentTag.Bool, value ? 1 : 0);
    public static implicit operator Argument(long[]? value) => value is null ? None : new(ArgumentTag.IntList, reference: value);
    public static implicit operator Argument(double[] value) => new(ArgumentTag.DoubleList, reference: value);
    public static implicit operator Argument(bool[] value) => new(ArgumentTag.BoolList, reference: value);
    public static implicit operator Argument(Tensor?[] value) => new(ArgumentTag.TensorList, reference: value);
    public static implicit operator Argument(string value) => new(ArgumentTag.String, reference: value);
    public static implicit operator Argument(Device value) => new(ArgumentTag.Device, (long)value.Type, value.Index);
    public static implicit operator Argument(RandomGenerator? value)
        => value is null ? None : new(ArgumentTag.Generator, reference: value);

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
