using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>
/// Orders in memory. TorchSharp knows none: channels-last, <c>[N, C, H, W]</c> with the channels innermost, is made as a
/// contiguous <c>[N, H, W, C]</c> whose dimensions are named anew.
/// </summary>
internal static class Layouts
{
    private static readonly long[] s_toLast = [0, 2, 3, 1], s_fromLast = [0, 3, 1, 2];

    internal static Ts.Tensor Empty(long[] shape, Ts.ScalarType? type, Ts.Device? device, MemoryFormat format)
    {
        if (format != MemoryFormat.ChannelsLast)
        {
            return Ts.empty(shape, type, device);
        }
        using Ts.Tensor last = Ts.empty([shape[0], shape[2], shape[3], shape[1]], type, device);
        return last.permute(s_fromLast);
    }

    internal static Ts.Tensor Contiguous(Ts.Tensor tensor, MemoryFormat format)
    {
        if (format != MemoryFormat.ChannelsLast)
        {
            return format == MemoryFormat.Preserve ? tensor.alias() : tensor.contiguous();
        }
        using Ts.Tensor last = tensor.permute(s_toLast), ordered = last.contiguous();
        return ordered.permute(s_fromLast);
    }

    internal static Ts.Tensor Clone(Ts.Tensor tensor, MemoryFormat format)
    {
        if (format == MemoryFormat.Preserve)
        {
            return tensor.clone();
        }
        bool isLast = format == MemoryFormat.ChannelsLast;
        using Ts.Tensor named = isLast ? tensor.permute(s_toLast) : tensor.alias();
        using Ts.Tensor copy = named.is_contiguous() ? named.clone() : named.contiguous();
        return isLast ? copy.permute(s_fromLast) : copy.alias();
    }

    internal static Ts.Tensor To(Ts.Tensor tensor, Ts.ScalarType? type, MemoryFormat format)
    {
        using Ts.Tensor typed = tensor.to(type ?? tensor.dtype);
        // TorchSharp gives the very same object back where the type is the same already.
        Ts.Tensor own = ReferenceEquals(typed, tensor) ? tensor.alias() : typed;
        return format == MemoryFormat.Preserve ? own.alias() : Contiguous(own, format);
    }
}
