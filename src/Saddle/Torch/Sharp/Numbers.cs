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
}
