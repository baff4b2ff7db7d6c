using Saddle.Torch.Engines;
using static Saddle.Torch.Engines.Operator;

namespace Saddle.Torch;

/// <content>Factories and operators on several tensors.</content>
#pragma warning disable CS1591 // one line each, named and behaving as in PyTorch
public static partial class torch
{
    public static Tensor empty(
        long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null, MemoryFormat format = MemoryFormat.Contiguous)
        => Call("empty.memory_format", shape, dtype, Argument.None, device ?? Device.Cpu, Argument.None, format);
    public static Tensor zeros(long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null)
        => Call("zeros", shape, dtype, Argument.None, device ?? Device.Cpu);
    public static Tensor ones(long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null)
        => Call("ones", shape, dtype, Argument.None, device ?? Device.Cpu);
    public static Tensor full(long[] shape, double value, ScalarType dtype = ScalarType.Float32, Device? device = null)
        => Call("full", shape, value, dtype, Argument.None, device ?? Device.Cpu);
    public static Tensor arange(
        double start, double end, double step = 1, ScalarType dtype = ScalarType.Float32, Device? device = null)
        => Call("arange.start_step", start, end, step, dtype, Argument.None, device ?? Device.Cpu);
    public static Tensor randn(
        long[] shape, RandomGenerator? generator = null, ScalarType dtype = ScalarType.Float32, Device? device = null)
        => Call("randn.generator", shape, generator, dtype, Argument.None, device ?? Device.Cpu);
    public static Tensor rand(
        long[] shape, RandomGenerator? generator = null, ScalarType dtype = ScalarType.Float32, Device? device = null)
        => Call("rand.generator", shape, generator, dtype, Argument.None, device ?? Device.Cpu);
    public static Tensor randint(long low, long high, long[] shape, RandomGenerator? generator = null, Device? device = null)
        => Call("randint.low_generator", low, high, shape, generator, ScalarType.Int64, Argument.None, device ?? Device.Cpu);
    public static Tensor randperm(long n, RandomGenerator? generator = null)
        => Call("randperm.generator", n, generator, ScalarType.Int64);
    public static Tensor zeros_like(Tensor tensor) => Call("zeros_like", tensor);
    public static Tensor ones_like(Tensor tensor) => Call("ones_like", tensor);

    public static Tensor cat(Tensor[] tensors, int dim = 0) => Call("cat", tensors, dim);
    public static Tensor stack(Tensor[] tensors, int dim = 0) => Call("stack", tensors, dim);
    public static Tensor where(Tensor condition, Tensor then, Tensor otherwise) => Call("where.self", condition, then, otherwise);

    /// <summary>Eigenvalues in rising order, and eigenvectors in columns, of a symmetric matrix.</summary>
    public static (Tensor Values, Tensor Vectors) linalg_eigh(Tensor matrix) => CallPair("linalg_eigh", matrix);

    /// <summary>The upper triangular R of A = Q R: R^T R is A^T A.</summary>
    public static Tensor linalg_qr_r(Tensor matrix) => CallPair("linalg_qr", matrix, "r").Second;
    public static Tensor linalg_svdvals(Tensor matrix) => Call("linalg_svdvals", matrix);

    public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null) => Call("linear", input, weight, bias);

    /// <summary>A convolution, through the fast form of native/winograd.cpp where that applies.</summary>
    public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long groups = 1)
        => groups == 1
            ? Call("saddle::conv2d", input, weight, bias, stride, padding)
            : conv2d_plain(input, weight, bias, stride, padding, groups);

    /// <summary>A convolution by libtorch's own operator.</summary>
    public static Tensor conv2d_plain(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long groups = 1)
        => Call("conv2d", input, weight, bias, stride, padding, new[] { 1L, 1L }, groups);

    /// <summary>A transposed convolution without bias, through the fast form of native/convolution.cpp.</summary>
    public static Tensor conv_transpose2d(Tensor input, Tensor weight, long[] stride, long[] padding, long[] output_padding)
        => Call("saddle::conv_transpose2d", input, weight, stride, padding, output_padding);

    /// <summary>A transposed convolution by libtorch's own operator.</summary>
    public static Tensor conv_transpose2d_plain(
        Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] output_padding)
        => Call("conv_transpose2d.input", input, weight, bias, stride, padding, output_padding);
    public static Tensor batch_norm(
        Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, double momentum,
        double eps)
        => Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, false);
    public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight, Tensor? bias, double eps)
        => Call("layer_norm", input, normalized_shape, weight, bias, eps);
    public static Tensor instance_norm(Tensor input, Tensor? weight, Tensor? bias, double eps)
        => Call("instance_norm", input, weight, bias, Argument.None, Argument.None, true, 0.0, eps, false);
    public static Tensor dropout(Tensor input, double p, bool train) => Call("dropout", input, p, train);

    /// <summary>Dropout of whole channels, <c>[N, C, ...]</c>.</summary>
    public static Tensor feature_dropout(Tensor input, double p, bool train) => Call("feature_dropout", input, p, train);

    /// <summary>One layer of gated recurrent units: batches first, with biases, in one direction.</summary>
    public static Tensor gru(Tensor input, Tensor start, Tensor[] parameters)
        => CallPair("gru.input", input, start, parameters, true, 1, 0.0, true, false, true).First;
    public static Tensor embedding(Tensor weight, Tensor indices) => Call("embedding", weight, indices);
    public static Tensor avg_pool2d(Tensor input, long kernel) => Call("avg_pool2d", input, new[] { kernel, kernel });
    public static Tensor pixel_shuffle(Tensor input, long factor) => Call("pixel_shuffle", input, factor);
    public static Tensor pixel_unshuffle(Tensor input, long factor) => Call("pixel_unshuffle", input, factor);
    public static Tensor solve_triangular(Tensor matrix, Tensor right, bool upper)
        => Call("linalg_solve_triangular", matrix, right, upper);
    public static Tensor max_pool2d(Tensor input, long kernel) => max_pool2d(input, [kernel, kernel]);
    public static Tensor max_pool2d(Tensor input, long[] kernel) => Call("max_pool2d", input, kernel);
    public static Tensor max_pool2d(Tensor input, long[] kernel, long[] stride) => Call("max_pool2d", input, kernel, stride);

    /// <summary>Zeros at the edges of the last two dimensions.</summary>
    public static Tensor pad(Tensor input, long left, long right, long top, long bottom)
        => Call("constant_pad_nd", input, new[] { left, right, top, bottom });

    /// <summary>The mirror image beyond the edges of the last two dimensions.</summary>
    public static Tensor reflection_pad2d(Tensor input, long left, long right, long top, long bottom)
        => Call("reflection_pad2d", input, new[] { left, right, top, bottom });

    /// <summary>The outermost pixels again and again beyond the edges of the last two dimensions.</summary>
    public static Tensor replication_pad2d(Tensor input, long left, long right, long top, long bottom)
        => Call("replication_pad2d", input, new[] { left, right, top, bottom });
    public static Tensor upsample_nearest2d(Tensor input, long height, long width)
        => Call("upsample_nearest2d", input, new[] { height, width });
    public static Tensor upsample_bilinear2d(Tensor input, long height, long width)
        => Call("upsample_bilinear2d", input, new[] { height, width }, false);

    /// <summary>
    /// The transpose of <see cref="upsample_bilinear2d"/>: from what it made back to the shape that it was given.
    /// </summary>
    public static Tensor upsample_bilinear2d_backward(Tensor output, long[] shape)
        => Call("upsample_bilinear2d_backward", output, new[] { output.size(2), output.size(3) }, shape, false);

    /// <summary>Resizes with an antialiasing cubic filter, as PIL does for images.</summary>
    public static Tensor upsample_bicubic2d_aa(Tensor input, long height, long width)
        => Call("_upsample_bicubic2d_aa", input, new[] { height, width }, false);
}
#pragma warning restore CS1591
