using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>
/// Until it is disposed, operators that this thread calls compute in bfloat16 where that pays and in float32 where it matters:
/// convolutions and products round what they take to bfloat16 (8 bits of float32's 24, the same range); sums, means, norms,
/// exponentials, logarithms and what ends in a sample or a loss take float32; everything else stays what it is, and where both
/// meet, float32. Weights, their gradients and moments are float32: an operator rounds for itself.
/// </summary>
public readonly ref struct MixedPrecision
{
    private static readonly HashSet<string> s_reduced =
    [
        "conv2d", "saddle::conv2d", "conv_transpose2d.input", "saddle::conv_transpose2d", "linear", "matmul",
    ];

    private static readonly HashSet<string> s_whole =
    [
        "sum", "sum.dim_IntList", "mean", "mean.dim", "var.dim", "norm.Scalar", "logsumexp", "cumsum", "softmax.int",
        "log_softmax.int", "exp", "expm1", "log", "log1p", "log_sigmoid", "softplus", "square", "sqrt", "reciprocal",
        "pow.Tensor_Scalar", "special_ndtr", "tanh", "sigmoid", "layer_norm", "instance_norm", "lerp.Scalar", "gru.input",
        "linalg_eigh", "linalg_qr", "linalg_svdvals", "linalg_solve_triangular",
    ];

    [ThreadStatic] private static bool s_isOn;

    private readonly bool _before;

    internal MixedPrecision(bool isOn) => (_before, s_isOn) = (s_isOn, isOn);

    /// <summary>Computes all in float32 until it is disposed.</summary>
    internal static MixedPrecision Suspend() => new(false);

    /// <summary>A tensor in float32, where it is in bfloat16; else the tensor itself.</summary>
    internal static Tensor Whole(Tensor tensor)
        => s_isOn && tensor.dtype == ScalarType.BFloat16 ? tensor.to(ScalarType.Float32) : tensor;

    /// <summary>Rounds or widens what an operator takes, where this thread's are to.</summary>
    /// <param name="name">The operator.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The arguments to call it with.</returns>
    internal static ReadOnlySpan<Argument> Cast(string name, ReadOnlySpan<Argument> arguments)
    {
        bool isReduced = s_isOn && s_reduced.Contains(name);
        if (!isReduced && !(s_isOn && s_whole.Contains(name)))
        {
            return arguments;
        }
        (ScalarType from, ScalarType to) = isReduced
            ? (ScalarType.Float32, ScalarType.BFloat16)
            : (ScalarType.BFloat16, ScalarType.Float32);
        Argument[] cast = arguments.ToArray();
        for (int k = 0; k < cast.Length; k++)
        {
            cast[k] = cast[k].Reference is Tensor tensor && tensor.dtype == from ? tensor.to(to) : cast[k];
        }
        return cast;
    }

    /// <summary>This thread computes as before.</summary>
    public void Dispose() => s_isOn = _before;
}
