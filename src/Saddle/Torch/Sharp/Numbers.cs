using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>Arithmetic of libtorch's that TorchSharp lacks, in its terms and with its rounding.</summary>
internal static class Numbers
{
    /// <summary>A number less a tensor.</summary>
    internal static Ts.Tensor Reversed(Ts.Tensor tensor, TorchSharp.Scalar from)
    {
        using Ts.Tensor negative = tensor.neg();
        return negative.add(from);
    }

    /// <summary>Between two tensors: from the nearer one, as libtorch does it.</summary>
    internal static Ts.Tensor Between(Ts.Tensor start, Ts.Tensor end, double weight)
    {
        using Ts.Tensor difference = end.sub(start);
        return weight < 0.5 ? start.add(difference, weight) : end.add(difference, weight - 1);
    }

    /// <summary>The same in place.</summary>
    internal static Ts.Tensor GoTowards(Ts.Tensor start, Ts.Tensor end, double weight)
    {
        using Ts.Tensor difference = end.sub(start);
        return weight < 0.5 ? start.add_(difference, weight) : start.copy_(end).add_(difference, weight - 1);
    }

    /// <summary>Adds a product in place.</summary>
    internal static Ts.Tensor AddProduct(Ts.Tensor self, Ts.Tensor first, Ts.Tensor second, double value)
    {
        using Ts.Tensor product = first.mul(second);
        return self.add_(product, value);
    }

    /// <summary>The rows that indices of any shape name.</summary>
    internal static Ts.Tensor Rows(Ts.Tensor table, Ts.Tensor indices)
    {
        using Ts.Tensor flat = indices.flatten(), rows = table.index_select(0, flat);
        return rows.reshape([.. indices.shape, table.shape[1]]);
    }

    /// <summary>The logarithm of a sum of exponentials over some dimensions.</summary>
    internal static Ts.Tensor LogSumExp(Ts.Tensor tensor, long[] dims)
    {
        // The last first, so that the numbers of the others stay what they are.
        Ts.Tensor result = tensor.alias();
        foreach (long dim in dims.Select(dim => dim < 0 ? dim + tensor.ndim : dim).OrderDescending())
        {
            using Ts.Tensor before = result;
            result = before.logsumexp(dim);
        }
        return result;
    }

    /// <summary>
    /// The matrix product. TorchSharp's <c>matmul</c> ends the process where libtorch refuses; its <c>mm</c> says why.
    /// </summary>
    internal static Ts.Tensor Product(Ts.Tensor left, Ts.Tensor right)
    {
        if (left.ndim == 2 && right.ndim == 2)
        {
            return left.mm(right);
        }
        bool isOneType = left.dtype == right.dtype && left.device_type == right.device_type;
        if (!isOneType || left.ndim == 0 || right.ndim == 0 || left.shape[^1] != right.shape[right.ndim == 1 ? 0 : ^2]
            || !AreBroadcastable(left.shape.SkipLast(2), right.shape.SkipLast(2)))
        {
            throw new TorchException(
                $"matmul cannot multiply [{string.Join(", ", left.shape)}] of {left.dtype} by "
                + $"[{string.Join(", ", right.shape)}] of {right.dtype}");
        }
        return left.matmul(right);
    }

    // From the last dimension on, each is the other's or one.
    private static bool AreBroadcastable(IEnumerable<long> left, IEnumerable<long> right)
        => left.Reverse().Zip(right.Reverse()).All(pair => pair.First == pair.Second || pair.First == 1 || pair.Second == 1);

    /// <summary>A transposed convolution, refused as native's is: TorchSharp takes one number for a pair.</summary>
    internal static Ts.Tensor Transposed(Ts.Tensor images, Ts.Tensor weight, long[] stride, long[] padding, long[] more)
    {
        if (images.ndim != 4 || weight.ndim != 4 || images.shape[1] != weight.shape[0])
        {
            throw new TorchException(
                "a transposed convolution takes images [N, C, H, W] and a weight [C, D, K, L], but was given "
                + $"[{string.Join(", ", images.shape)}] and [{string.Join(", ", weight.shape)}]");
        }
        if (stride.Length != 2 || padding.Length != 2 || more.Length != 2)
        {
            throw new TorchException("a transposed convolution takes pairs as stride, padding and output padding");
        }
        return Ts.nn.functional.conv_transpose2d(images, weight, null!, stride, padding, more);
    }
}
