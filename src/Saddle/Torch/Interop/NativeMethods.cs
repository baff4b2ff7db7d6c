using System.Runtime.InteropServices;

namespace Saddle.Torch.Interop;

/// <summary>The exports of native/saddle.h, one for one.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "saddle";

    /// <summary>The ABI this side was written for: <c>SADDLE_ABI</c>.</summary>
    internal const int Abi = 12;

    /// <summary>The C library's: .NET's own environment is a copy that native libraries do not see.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] internal static partial int unsetenv(string name);
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] internal static partial byte* getenv(string name);

    [LibraryImport(Library)] internal static partial int saddle_abi();
    [LibraryImport(Library)] internal static partial byte* saddle_torch_version();
    [LibraryImport(Library)] internal static partial byte* saddle_blas();
    [LibraryImport(Library)] internal static partial byte* saddle_kernel();
    [LibraryImport(Library)] internal static partial int saddle_kernel_proof();
    [LibraryImport(Library)] internal static partial int saddle_cpu_capability(out byte* name);
    [LibraryImport(Library)] internal static partial byte* saddle_last_error();
    [LibraryImport(Library)] internal static partial int saddle_get_threads();
    [LibraryImport(Library)] internal static partial int saddle_set_threads(int threads);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int saddle_get_blas_threads();
    [LibraryImport(Library)] internal static partial int saddle_switch_threads(int threads, int blasThreads);
    [LibraryImport(Library)] internal static partial int saddle_use_memory_pool();
    [LibraryImport(Library)] internal static partial int saddle_has_memory_pool();
    [LibraryImport(Library)] internal static partial int saddle_release_memory();
    [LibraryImport(Library)] internal static partial void saddle_pool_bytes(out long inUse, out long waiting);
    [LibraryImport(Library)] internal static partial int saddle_cuda_devices(out int count);
    [LibraryImport(Library)] internal static partial int saddle_get_cuda_arithmetic(out int flags);
    [LibraryImport(Library)] internal static partial int saddle_set_cuda_arithmetic(int flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int saddle_operator_find(string name, string overload, out nint result);
    [LibraryImport(Library)]
    internal static partial int saddle_operator_call(
        nint op, NativeValue* arguments, int argumentCount, NativeValue* results, int capacity, out int resultCount);
    [LibraryImport(Library)] internal static partial void saddle_list_free(nint* list);
    [LibraryImport(Library)] internal static partial int saddle_watch_operators(int on);
    [LibraryImport(Library)] internal static partial int saddle_watched_operators(out byte* paths);

    [LibraryImport(Library)]
    internal static partial int saddle_tensor_from_bytes(
        void* data, long byteCount, long* sizes, int dimensions, int scalarType, out nint result);
    [LibraryImport(Library)] internal static partial void saddle_tensor_free(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int saddle_tensor_dimensions(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void saddle_tensor_sizes(nint tensor, long* sizes);
    [LibraryImport(Library)] internal static partial int saddle_tensor_strides(nint tensor, long* strides);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int saddle_tensor_scalar_type(nint tensor);
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void saddle_tensor_device(nint tensor, out int type, out int index);
    [LibraryImport(Library)] internal static partial int saddle_tensor_copy_bytes(nint tensor, void* destination, long byteCount);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int saddle_set_grad_enabled(int enabled);
    [LibraryImport(Library)] internal static partial int saddle_tensor_requires_grad(nint tensor);
    [LibraryImport(Library)] internal static partial int saddle_tensor_set_requires_grad(nint tensor, int value);
    [LibraryImport(Library)] internal static partial int saddle_tensor_grad(nint tensor, out nint result);
    [LibraryImport(Library)] internal static partial int saddle_tensor_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] internal static partial int saddle_backward(
        nint tensor, nint gradient, int retainGraph, int createGraph);
    [LibraryImport(Library)]
    internal static partial int saddle_grad(
        nint* outputs, nint* gradOutputs, int outputCount, nint* inputs, int inputCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int saddle_generator_new(int deviceType, int deviceIndex, ulong seed, out nint result);
    [LibraryImport(Library)] internal static partial int saddle_generator_default(
        int deviceType, int deviceIndex, out nint result);
    [LibraryImport(Library)] internal static partial void saddle_generator_free(nint generator);
    [LibraryImport(Library)] internal static partial int saddle_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial int saddle_generator_get_state(nint generator, out nint result);
    [LibraryImport(Library)] internal static partial int saddle_generator_set_state(nint generator, nint state);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int saddle_has_cuda_graphs();
    [LibraryImport(Library)] internal static partial int saddle_graph_begin(int device, out nint result);
    [LibraryImport(Library)] internal static partial int saddle_graph_end(nint graph, int whole);
    [LibraryImport(Library)] internal static partial int saddle_graph_play(nint graph);
    [LibraryImport(Library)] internal static partial void saddle_graph_free(nint graph);
    [LibraryImport(Library)] internal static partial int saddle_cuda_memory(int device, out long peak);
    [LibraryImport(Library)] internal static partial int saddle_restart_cuda_memory(int device);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int saddle_script_load(string path, int deviceType, int deviceIndex, out nint result);
    [LibraryImport(Library)] internal static partial void saddle_script_free(nint script);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int saddle_script_forward(
        nint script, nint input, string flag, nint* results, int capacity, out int count);
    [LibraryImport(Library)] internal static partial int saddle_script_parameter(
        nint script, long* sizes, int dimensions, out nint result);
}
