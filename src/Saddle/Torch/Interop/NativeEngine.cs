using Saddle.Torch.Engines;
using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>The engine over native/: libtorch's own registry, reached by one generic call.</summary>
internal sealed unsafe class NativeEngine : Engine
{
    private const int MaximumResults = 8;
    private const string Workspace = "CUBLAS_WORKSPACE_CONFIG";

    /// <summary>Loads it.</summary>
    /// <exception cref="TorchUnavailableException">It is missing, or of another libtorch or ABI.</exception>
    internal NativeEngine() => Native.EnsureLoaded();

    internal override EngineName Name => EngineName.Native;
    internal override string Version => Native.Text(saddle_torch_version());
    internal override string Blas => Native.Text(saddle_blas());
    internal override string Kernel => Native.Text(saddle_kernel());

    internal override string CpuCapability
    {
        get
        {
            Native.Check(saddle_cpu_capability(out byte* name));
            return Native.Text(name);
        }
    }

    internal override int Threads
    {
        get => saddle_get_threads();
        set => Native.Check(saddle_set_threads(value));
    }

    internal override int BlasThreads => saddle_get_blas_threads();

    internal override int CudaDevices
    {
        get
        {
            Native.Check(saddle_cuda_devices(out int count));
            return count;
        }
    }

    internal override CudaArithmetic CudaArithmetic
    {
        get
        {
            Native.Check(saddle_get_cuda_arithmetic(out int flags));
            return (CudaArithmetic)flags;
        }
        set
        {
            // cuBLAS reads it when it is first used, and takes as much workspace as its sums have an order in.
            if (value.HasFlag(CudaArithmetic.Deterministic) && LoadEnvironment.NativeValue(Workspace) is null)
            {
                _ = setenv(Workspace, Environment.GetEnvironmentVariable(Workspace) ?? ":4096:8", 0);
            }
            Native.Check(saddle_set_cuda_arithmetic((int)value));
        }
    }

    internal override bool HasMemoryPool => saddle_has_memory_pool() != 0;

    internal override (long InUse, long Waiting) PoolBytes
    {
        get
        {
            saddle_pool_bytes(out long inUse, out long waiting);
            return (inUse, waiting);
        }
    }

    internal override void SwitchThreads(int threads, int blasThreads)
        => Native.Check(saddle_switch_threads(threads, blasThreads));

    internal override void UseMemoryPool() => Native.Check(saddle_use_memory_pool());
    internal override void ReleaseMemory() => Native.Check(saddle_release_memory());
    internal override bool SetGradEnabled(bool enabled) => saddle_set_grad_enabled(enabled ? 1 : 0) != 0;
    internal override Operator Find(string name) => new NativeOperator(name);

    internal override bool CanWatchOperators => true;
    internal override void WatchOperators(bool on) => Native.Check(saddle_watch_operators(on ? 1 : 0));

    internal override string[] WatchedOperators()
    {
        Native.Check(saddle_watched_operators(out byte* paths));
        return Native.Text(paths).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    internal override nint FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> sizes)
    {
        fixed (byte* first = bytes)
        fixed (long* firstSize = sizes)
        {
            Native.Check(saddle_tensor_from_bytes(first, bytes.Length, firstSize, sizes.Length, (int)type, out nint handle));
            return handle;
        }
    }

    internal override void FreeTensor(nint tensor) => saddle_tensor_free(tensor);

    internal override long[] SizesOf(nint tensor)
    {
        var sizes = new long[saddle_tensor_dimensions(tensor)];
        fixed (long* first = sizes)
        {
            saddle_tensor_sizes(tensor, first);
        }
        return sizes;
    }

    internal override long[] StridesOf(nint tensor)
    {
        var strides = new long[saddle_tensor_dimensions(tensor)];
        fixed (long* first = strides)
        {
            Native.Check(saddle_tensor_strides(tensor, first));
        }
        return strides;
    }

    internal override ScalarType TypeOf(nint tensor) => (ScalarType)saddle_tensor_scalar_type(tensor);

    internal override Device DeviceOf(nint tensor)
    {
        saddle_tensor_device(tensor, out int type, out int index);
        return new Device((DeviceType)type, index);
    }

    internal override void CopyBytes(nint tensor, Span<byte> destination)
    {
        fixed (byte* first = destination)
        {
            Native.Check(saddle_tensor_copy_bytes(tensor, first, destination.Length));
        }
    }

    internal override bool RequiresGrad(nint tensor) => saddle_tensor_requires_grad(tensor) != 0;

    internal override void SetRequiresGrad(nint tensor, bool value)
        => Native.Check(saddle_tensor_set_requires_grad(tensor, value ? 1 : 0));

    internal override nint GradOf(nint tensor)
    {
        Native.Check(saddle_tensor_grad(tensor, out nint result));
        return result;
    }

    internal override void SetGrad(nint tensor, nint grad) => Native.Check(saddle_tensor_set_grad(tensor, grad));

    internal override void Backward(nint tensor, nint gradient, bool retainGraph, bool createGraph)
        => Native.Check(saddle_backward(tensor, gradient, retainGraph ? 1 : 0, createGraph ? 1 : 0));

    internal override nint[] Grad(
        nint[] outputs, nint[]? gradOutputs, nint[] inputs, bool retainGraph, bool createGraph, bool allowUnused)
    {
        var results = new nint[inputs.Length];
        fixed (nint* from = outputs, weights = gradOutputs, to = inputs, first = results)
        {
            Native.Check(saddle_grad(
                from, weights, outputs.Length, to, inputs.Length, retainGraph ? 1 : 0, createGraph ? 1 : 0, allowUnused ? 1 : 0,
                first));
        }
        return results;
    }

    internal override nint NewGenerator(ulong seed, Device device)
    {
        Native.Check(saddle_generator_new((int)device.Type, device.Index, seed, out nint handle));
        return handle;
    }

    internal override nint DefaultGenerator(Device device)
    {
        Native.Check(saddle_generator_default((int)device.Type, device.Index, out nint handle));
        return handle;
    }

    internal override void FreeGenerator(nint generator) => saddle_generator_free(generator);
    internal override void Seed(nint generator, ulong seed) => Native.Check(saddle_generator_seed(generator, seed));

    internal override nint StateOf(nint generator)
    {
        Native.Check(saddle_generator_get_state(generator, out nint state));
        return state;
    }

    internal override void SetState(nint generator, nint state) => Native.Check(saddle_generator_set_state(generator, state));

    internal override long DevicePeak(Device device)
    {
        Native.Check(saddle_cuda_memory(device.Index, out long peak));
        return peak;
    }

    internal override void RestartDevicePeak(Device device) => Native.Check(saddle_restart_cuda_memory(device.Index));
    internal override bool HasCudaGraphs => saddle_has_cuda_graphs() != 0;

    internal override nint BeginGraph(Device device)
    {
        Native.Check(saddle_graph_begin(device.Index, out nint graph));
        return graph;
    }

    internal override void EndGraph(nint graph, bool isWhole) => Native.Check(saddle_graph_end(graph, isWhole ? 1 : 0));
    internal override void PlayGraph(nint graph) => Native.Check(saddle_graph_play(graph));
    internal override void FreeGraph(nint graph) => saddle_graph_free(graph);

    internal override nint LoadScript(string path, Device device)
    {
        Native.Check(saddle_script_load(path, (int)device.Type, device.Index, out nint handle));
        return handle;
    }

    internal override void FreeScript(nint script) => saddle_script_free(script);

    internal override nint[] RunScript(nint script, nint input, string flag)
    {
        nint* results = stackalloc nint[MaximumResults];
        Native.Check(saddle_script_forward(script, input, flag, results, MaximumResults, out int count));
        return new ReadOnlySpan<nint>(results, count).ToArray();
    }

    internal override nint ScriptParameter(nint script, ReadOnlySpan<long> sizes)
    {
        fixed (long* first = sizes)
        {
            Native.Check(saddle_script_parameter(script, first, sizes.Length, out nint parameter));
            return parameter;
        }
    }
}
