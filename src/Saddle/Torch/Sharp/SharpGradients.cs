using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>
/// Gradients with respect to given tensors. TorchSharp's <c>autograd.grad</c> ends the process wherever libtorch refuses; the
/// same call out of a script says what is wrong.
/// </summary>
internal static class SharpGradients
{
    internal static nint[] Of(
        Ts.Tensor[] outputs, Ts.Tensor?[]? weights, Ts.Tensor[] inputs, bool retainGraph, bool createGraph, bool allowUnused)
    {
        for (int k = 0; k < inputs.Length; k++)
        {
            if (!inputs[k].requires_grad)
            {
                throw new TorchException($"element {k} of the input tensors does not require grad");
            }
        }
        Ts.Tensor[] ones = [.. outputs.Where((_, k) => weights?[k] is null).Select(output => Ts.ones_like(output))];
        Ts.Tensor?[] gradients = SharpEngine.Guarded(() => Scripts.Gradients(
            outputs, inputs, Filled(weights, outputs.Length, ones), retainGraph, createGraph));
        Array.ForEach(ones, one => one.Dispose());
        int unused = Array.IndexOf(gradients, null);
        if (unused >= 0 && !allowUnused)
        {
            Array.ForEach(gradients, gradient => gradient?.Dispose());
            throw new TorchException(
                $"element {unused} of the differentiated Tensors appears to not have been used in the graph. "
                + "Set allow_unused=True if this is the desired behavior.");
        }
        return Array.ConvertAll(gradients, gradient => gradient is null ? 0 : SharpEngine.Give(gradient));
    }

    // An output without a weight of its own has one element, and counts once.
    private static Ts.Tensor[] Filled(Ts.Tensor?[]? weights, int count, Ts.Tensor[] ones)
    {
        int taken = 0;
        return [.. Enumerable.Range(0, count).Select(k => weights?[k] ?? ones[taken++])];
    }
}
