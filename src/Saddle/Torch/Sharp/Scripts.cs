using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>Operators of libtorch's that TorchSharp has no call for, by way of a script of ours.</summary>
internal static class Scripts
{
    // It is constant, so that nothing of a user's can be wrong in it. Its last line has to end.
    private const string Source = """
        def gru(x, start, a, b, c, d):
            return torch.gru(x, start, [a, b, c, d], True, 1, 0.0, True, False, True)[0]
        def upsample_bilinear2d_backward(x, oh: int, ow: int, n: int, c: int, h: int, w: int):
            return torch.upsample_bilinear2d_backward(x, [oh, ow], [n, c, h, w], False, None, None)
        """;

    private static readonly Lazy<Ts.jit.CompilationUnit> s_unit = new(() => Ts.jit.compile(Source + "\n"));

    internal static Ts.Tensor Call(string name, params object[] arguments) => (Ts.Tensor)s_unit.Value.invoke(name, arguments);
}
