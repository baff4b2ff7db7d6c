using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>Operators of libtorch's that TorchSharp has no call for, by way of a script of ours.</summary>
internal static class Scripts
{
    // It is constant, so that nothing of a user's can be wrong in it. Its last line has to end. Type 11 is bool.
    private const string Source = """
        def gru(x, start, a, b, c, d):
            return torch.gru(x, start, [a, b, c, d], True, 1, 0.0, True, False, True)[0]
        def upsample_bilinear2d_backward(x, oh: int, ow: int, n: int, c: int, h: int, w: int):
            return torch.upsample_bilinear2d_backward(x, [oh, ow], [n, c, h, w], False, None, None)
        def grad(outputs: List[Tensor], inputs: List[Tensor], weights: List[Tensor], retain: bool, create: bool):
            filled: List[Optional[Tensor]] = []
            for weight in weights:
                filled.append(weight)
            found: List[Tensor] = []
            for gradient in torch.autograd.grad(outputs, inputs, filled, retain, create, True):
                if gradient is None:
                    found.append(torch.empty([0], dtype=11))
                else:
                    found.append(gradient)
            return found
        """;

    private static readonly Lazy<Ts.jit.CompilationUnit> s_unit = new(() => Ts.jit.compile(Source + "\n"));

    internal static Ts.Tensor Call(string name, params object[] arguments) => (Ts.Tensor)s_unit.Value.invoke(name, arguments);

    /// <summary>Gradients with respect to inputs; null for one that the outputs do not depend on.</summary>
    internal static Ts.Tensor?[] Gradients(
        Ts.Tensor[] outputs, Ts.Tensor[] inputs, Ts.Tensor[] weights, bool retainGraph, bool createGraph)
    {
        var found = (Ts.Tensor[])s_unit.Value.invoke("grad", outputs, inputs, weights, retainGraph, createGraph);
        return Array.ConvertAll(found, gradient =>
        {
            if (gradient.dtype != Ts.ScalarType.Bool)
            {
                return gradient;
            }
            gradient.Dispose();
            return null;
        });
    }
}
