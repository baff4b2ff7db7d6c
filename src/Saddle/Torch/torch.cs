using System.Runtime.InteropServices;
using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>Making tensors, and what concerns the library as a whole: scopes, gradient mode, threads, seeds.</summary>
public static partial class torch
{
    /// <summary>Whether libtorch is loaded; to ask does not load it.</summary>
    public static bool is_loaded => Engine.IsLoaded;

    /// <summary>The engine that computes, <c>native</c> or <c>torchsharp</c>: see <see cref="ProcessSettings.Engine"/>.</summary>
    public static string engine => ProcessSettings.EngineNames[(int)Engine.Current.Name];

    /// <summary>libtorch's version, of the engine native the one that it was compiled against.</summary>
    public static string version => Engine.Current.Version;

    /// <summary>
    /// The matrix library under libtorch: <c>openblas</c>, <c>mkl</c>, or <c>unknown</c>, which is many times slower.
    /// </summary>
    public static string blas => Engine.Current.Blas;

    /// <summary>
    /// The kernel with which OpenBLAS multiplies, such as <c>Haswell</c>; the matrix library's name where that is another. See
    /// <see cref="Kernels.ProcessorKernel"/>.
    /// </summary>
    public static string kernel => Engine.Current.Kernel;

    /// <summary>The instructions of libtorch's own loops, such as <c>AVX2</c>; it goes by the processor's features.</summary>
    public static string cpu_capability => Engine.Current.CpuCapability;

    /// <summary>Opens a scope that owns every tensor made on this thread until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>How many threads an operator may use.</summary>
    public static int get_num_threads() => Engine.Current.Threads;

    /// <summary>Sets how many threads an operator may use; libtorch itself starts with one.</summary>
    public static void set_num_threads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Engine.Current.Threads = threads;
    }

    /// <summary>
    /// Gives memory of freed tensors that waits for its next use back to the system; PyTorch has the like for CUDA.
    /// </summary>
    public static void empty_cache() => Engine.Current.ReleaseMemory();

    /// <summary>How many CUDA devices this libtorch can use.</summary>
    public static int cuda_device_count() => Engine.Current.CudaDevices;

    /// <summary>Whether a device can compute the same bits each time: not CUDA under the engine torchsharp.</summary>
    public static bool can_be_deterministic(Device device) => Engine.Current.CanBeDeterministic(device);

    /// <summary>Seeds the default generator of a device.</summary>
    public static void manual_seed(ulong seed, Device? device = null)
    {
        using RandomGenerator generator = RandomGenerator.Default(device ?? Device.Cpu);
        generator.manual_seed(seed);
    }

    /// <summary>Whether this thread records gradients.</summary>
    public static bool is_grad_enabled()
    {
        bool enabled = Engine.Current.SetGradEnabled(true);
        _ = Engine.Current.SetGradEnabled(enabled);
        return enabled;
    }

    /// <summary>Turns the recording of gradients off on this thread until disposed. Never hold it across an await.</summary>
    public static GradMode no_grad() => new(false);

    /// <summary>Lets this thread's convolutions and products compute in bfloat16 until disposed.</summary>
    public static MixedPrecision mixed_precision() => new(true);

    /// <summary>Turns the recording of gradients on on this thread until disposed.</summary>
    public static GradMode enable_grad() => new(true);

    /// <summary>Copies managed memory into a new tensor on the processor.</summary>
    /// <typeparam name="T">byte, int, long, float or double.</typeparam>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The sizes; without any, one dimension with every element.</param>
    public static Tensor tensor<T>(ReadOnlySpan<T> data, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(data);
        ReadOnlySpan<long> sizes = shape.IsEmpty ? [data.Length] : shape;
        return FromBytes(bytes, Tensor.TypeOf<T>(), sizes);
    }

    /// <summary>Copies managed memory into a new tensor on the processor.</summary>
    /// <typeparam name="T">byte, int, long, float or double.</typeparam>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The sizes; without any, one dimension with every element.</param>
    public static Tensor tensor<T>(T[] data, params ReadOnlySpan<long> shape) where T : unmanaged
        => tensor((ReadOnlySpan<T>)data, shape);

    internal static Tensor FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> sizes)
    {
        OperatorWatch.NoteFromHost();
        return new Tensor(Engine.Current.FromBytes(bytes, type, sizes));
    }

    /// <summary>Gradients of outputs with respect to inputs, without touching any <see cref="Tensor.grad"/>.</summary>
    /// <param name="outputs">What is differentiated; one element each unless <paramref name="grad_outputs"/> is given.</param>
    /// <param name="inputs">With respect to what.</param>
    /// <param name="grad_outputs">The gradient of the outcome with respect to each output.</param>
    /// <param name="retain_graph">Whether the graph can be walked once more.</param>
    /// <param name="create_graph">Whether the gradients get a history of their own (second derivatives).</param>
    /// <param name="allow_unused">Whether an input that no output depends on gives null instead of an error.</param>
    /// <returns>A gradient for each input.</returns>
    public static Tensor?[] grad(
        Tensor[] outputs, Tensor[] inputs, Tensor?[]? grad_outputs = null,
        bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        nint[] results = Engine.Current.Grad(
            Handles(outputs), grad_outputs is null ? null : Handles(grad_outputs), Handles(inputs), retain_graph || create_graph,
            create_graph, allow_unused);
        GC.KeepAlive(outputs);
        GC.KeepAlive(inputs);
        GC.KeepAlive(grad_outputs);
        return Array.ConvertAll(results, handle => handle == 0 ? null : new Tensor(handle));
    }

    private static nint[] Handles(Tensor?[] tensors) => Array.ConvertAll(tensors, tensor => tensor?.Handle ?? 0);
}
