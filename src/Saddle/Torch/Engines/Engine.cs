namespace Saddle.Torch.Engines;

/// <summary>
/// What lies below <c>Torch/</c>: a binding of libtorch. Tensors, generators and scripts are numbers of its own here, which it
/// gives and frees. Whatever fails throws <see cref="TorchException"/> with libtorch's own message, and nothing ends the process.
/// </summary>
internal abstract class Engine
{
    private static readonly Lazy<Engine> s_current = new(EngineChoice.Open);

    /// <summary>The engine of this process, which is loaded when first asked for.</summary>
    /// <exception cref="TorchUnavailableException">None can be loaded, or not the one that was asked for.</exception>
    internal static Engine Current => s_current.Value;

    /// <summary>Whether it is loaded.</summary>
    internal static bool IsLoaded => s_current.IsValueCreated;

    // The library.
    internal abstract EngineName Name { get; }
    internal abstract string Version { get; }
    internal abstract string Blas { get; }
    internal abstract string Kernel { get; }
    internal abstract string CpuCapability { get; }
    internal abstract int Threads { get; set; }
    internal abstract int BlasThreads { get; }
    internal abstract int CudaDevices { get; }
    internal abstract CudaArithmetic CudaArithmetic { get; set; }
    internal abstract bool HasMemoryPool { get; }
    internal abstract (long InUse, long Waiting) PoolBytes { get; }

    /// <summary>Whether a device's default generator can be saved; where not, it can be seeded only.</summary>
    internal virtual bool HasRandomState(Device device) => true;

    /// <summary>Whether a device can be asked for the same bits each time.</summary>
    internal virtual bool CanBeDeterministic(Device device) => true;

    /// <summary>Sets how many threads operators have that this thread calls, and their matrix library.</summary>
    internal abstract void SwitchThreads(int threads, int blasThreads);
    internal abstract void UseMemoryPool();
    internal abstract void ReleaseMemory();

    /// <summary>Sets whether this thread records gradients.</summary>
    /// <returns>Whether it did before.</returns>
    internal abstract bool SetGradEnabled(bool enabled);

    /// <summary>Looks an operator up.</summary>
    /// <param name="name"><c>add.Tensor</c> for <c>aten::add.Tensor</c>; other name spaces are written out.</param>
    /// <exception cref="TorchException">There is none of that name.</exception>
    internal abstract Operator Find(string name);

    /// <summary>Whether it can be noted which operators run.</summary>
    internal virtual bool CanWatchOperators => false;

    /// <summary>Notes it from now on, or no longer.</summary>
    internal virtual void WatchOperators(bool on) => throw new NotSupportedException();

    /// <summary>What was noted since the last call.</summary>
    internal virtual string[] WatchedOperators() => throw new NotSupportedException();

    // Tensors.
    internal abstract nint FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> sizes);
    internal abstract void FreeTensor(nint tensor);
    internal abstract long[] SizesOf(nint tensor);
    internal abstract long[] StridesOf(nint tensor);
    internal abstract ScalarType TypeOf(nint tensor);
    internal abstract Device DeviceOf(nint tensor);
    internal abstract void CopyBytes(nint tensor, Span<byte> destination);

    // Automatic differentiation. No gradient is 0.
    internal abstract bool RequiresGrad(nint tensor);
    internal abstract void SetRequiresGrad(nint tensor, bool value);
    internal abstract nint GradOf(nint tensor);
    internal abstract void SetGrad(nint tensor, nint grad);
    internal abstract void Backward(nint tensor, nint gradient, bool retainGraph, bool createGraph);
    internal abstract nint[] Grad(
        nint[] outputs, nint[]? gradOutputs, nint[] inputs, bool retainGraph, bool createGraph, bool allowUnused);

    // Random numbers.
    internal abstract nint NewGenerator(ulong seed, Device device);
    internal abstract nint DefaultGenerator(Device device);
    internal abstract void FreeGenerator(nint generator);
    internal abstract void Seed(nint generator, ulong seed);
    internal abstract nint StateOf(nint generator);
    internal abstract void SetState(nint generator, nint state);

    // CUDA graphs, and the device's memory; no peak is -1.
    internal virtual long DevicePeak(Device device) => -1;
    internal virtual void RestartDevicePeak(Device device) { }
    internal virtual bool HasCudaGraphs => false;
    internal virtual nint BeginGraph(Device device) => throw new NotSupportedException();
    internal virtual void EndGraph(nint graph, bool isWhole) => throw new NotSupportedException();
    internal virtual void PlayGraph(nint graph) => throw new NotSupportedException();
    internal virtual void FreeGraph(nint graph) => throw new NotSupportedException();

    // TorchScript.
    internal abstract nint LoadScript(string path, Device device);
    internal abstract void FreeScript(nint script);
    internal abstract nint[] RunScript(nint script, nint input, string flag);

    /// <summary>The last parameter of these sizes, or 0.</summary>
    internal abstract nint ScriptParameter(nint script, ReadOnlySpan<long> sizes);
}
