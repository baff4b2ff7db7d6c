namespace Saddle.Tests.Support;

/// <summary>How a tensor lies in memory.</summary>
internal static class Layout
{
    /// <summary>Whether the tensor has a layout already: brought into it, it would keep its strides.</summary>
    internal static bool Has(this Tensor tensor, MemoryFormat format)
    {
        using Tensor same = tensor.contiguous(format);
        return same.stride().AsSpan().SequenceEqual(tensor.stride());
    }
}
