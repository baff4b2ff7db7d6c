using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Saddle.Torch.Engines;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>
/// The engine over the NuGet package TorchSharp. Handles are the collector's, of TorchSharp's own objects. Where TorchSharp would
/// end the process (what its <c>autograd.grad</c> refuses, a generator's state of another length), it is not called.
/// </summary>
internal sealed class SharpEngine : Engine
{
    /// <summary>Loads it.</summary>
    /// <exception cref="TorchUnavailableException">The package's libraries are missing or cannot be loaded.</exception>
    internal SharpEngine() => SharpLibraries.Load();

    internal override EngineName Name => EngineName.TorchSharp;

    // It says 2.10.0.0.
    internal override string Version => System.Version.TryParse(Ts.__version__, out System.Version? version)
        ? version.ToString(fieldCount: 3)
        : Ts.__version__;

    internal override string Blas => OperatingSystem.IsMacOS() ? "accelerate" : "mkl";
    internal override string Kernel => Blas;

    // TorchSharp does not tell; libtorch goes by the same features.
    internal override string CpuCapability
        => Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? "AVX512" : Avx2.IsSupported ? "AVX2" : "DEFAULT";

    internal override int Threads
    {
        get => Ts.get_num_threads();
        set => Ts.set_num_threads(value);
    }

    internal override int BlasThreads => Ts.get_num_threads();
    internal override int CudaDevices => Ts.cuda.is_available() ? Ts.cuda.device_count() : 0;

    // TorchSharp cannot ask cuDNN for the same bits each time.
    internal override CudaArithmetic CudaArithmetic
    {
        get => (Ts.backends.cudnn.allow_tf32 ? CudaArithmetic.Tf32Convolutions : 0)
            | (Ts.backends.cuda.matmul.allow_tf32 ? CudaArithmetic.Tf32Products : 0);
        set
        {
            Ts.backends.cudnn.allow_tf32 = value.HasFlag(CudaArithmetic.Tf32Convolutions);
            Ts.backends.cuda.matmul.allow_tf32 = value.HasFlag(CudaArithmetic.Tf32Products);
        }
    }

    internal override bool CanBeDeterministic(Device device) => device.Type == DeviceType.Cpu;
    internal override bool HasMemoryPool => SharpMemory.IsKept;
    internal override (long InUse, long Waiting) PoolBytes => default;
    internal override void SwitchThreads(int threads, int blasThreads) => Ts.set_num_threads(threads);
    internal override void UseMemoryPool() => SharpMemory.Keep();
    internal override void ReleaseMemory() => SharpMemory.Release();

    internal override bool SetGradEnabled(bool enabled)
    {
        bool before = Ts.is_grad_enabled();
        if (before != enabled)
        {
            // What it returns would set the old mode again when disposed; nobody does, and it has no finaliser.
            _ = Ts.set_grad_enabled(enabled);
        }
        return before;
    }

    internal override Operator Find(string name) => SharpOperators.Find(name) is { } compute
        ? new SharpOperator(name, compute)
        : throw new TorchException(
            $"the engine torchsharp has no operator aten::{name}; the engine native has all of libtorch's");

    /// <summary>TorchSharp's tensor behind a handle.</summary>
    internal static Ts.Tensor TensorOf(nint handle) => (Ts.Tensor)GCHandle.FromIntPtr(handle).Target!;

    /// <summary>TorchSharp's generator behind a handle.</summary>
    /// <exception cref="TorchException">It is a CUDA device's, of which TorchSharp has none.</exception>
    internal static Ts.Generator GeneratorOf(nint handle) => GCHandle.FromIntPtr(handle).Target as Ts.Generator
        ?? throw new TorchException(SharpCudaSeed.Refusal);

    /// <summary>A handle for a new tensor, which no scope of TorchSharp's frees.</summary>
    internal static nint Give(Ts.Tensor tensor)
    {
        tensor.DetachFromDisposeScope();
        return GCHandle.ToIntPtr(GCHandle.Alloc(tensor));
    }

    /// <summary>Whether an exception is libtorch's or TorchSharp's refusal of a call.</summary>
    internal static bool IsLibrarys(Exception error)
        => error is ExternalException or ArgumentException or InvalidOperationException or NotImplementedException
            && error is not ObjectDisposedException; // a tensor or generator of ours that is gone

    /// <summary>An exception with libtorch's own message, without where in libtorch it was raised.</summary>
    internal static TorchException Translated(Exception error)
    {
        int end = error.Message.IndexOf("\nException raised from", StringComparison.Ordinal);
        return new TorchException((end < 0 ? error.Message : error.Message[..end]).TrimEnd(), error);
    }

    internal override nint FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> sizes)
    {
        long[] shape = sizes.ToArray();
        Ts.Tensor made = Guarded(() => Ts.empty(shape, (Ts.ScalarType)type));
        long room = made.NumberOfElements * made.ElementSize;
        if (room != bytes.Length)
        {
            made.Dispose();
            throw new TorchException($"the shape needs {room} bytes, but {bytes.Length} were given");
        }
        if (bytes.Length > 0)
        {
            bytes.CopyTo(made.bytes);
        }
        return Give(made);
    }

    internal override void FreeTensor(nint tensor) => Free(tensor);
    internal override long[] SizesOf(nint tensor) => TensorOf(tensor).shape;
    internal override long[] StridesOf(nint tensor) => TensorOf(tensor).stride();
    internal override ScalarType TypeOf(nint tensor) => (ScalarType)TensorOf(tensor).dtype;

    internal override Device DeviceOf(nint tensor)
    {
        Ts.Tensor of = TensorOf(tensor);
        return of.device_type == TorchSharp.DeviceType.CPU ? Device.Cpu : new Device((DeviceType)of.device_type, of.device_index);
    }

    internal override void CopyBytes(nint tensor, Span<byte> destination)
    {
        Ts.Tensor source = TensorOf(tensor);
        long room = source.NumberOfElements * source.ElementSize;
        if (room != destination.Length)
        {
            throw new TorchException($"the tensor holds {room} bytes, but there is room for {destination.Length}");
        }
        if (room > 0)
        {
            using Ts.Tensor plain = Guarded(() =>
            {
                using Ts.Tensor detached = source.detach(), near = detached.cpu();
                return near.contiguous();
            });
            plain.bytes.CopyTo(destination);
        }
    }

    internal override bool RequiresGrad(nint tensor) => TensorOf(tensor).requires_grad;
    internal override void SetRequiresGrad(nint tensor, bool value) => Guarded(() => TensorOf(tensor).requires_grad = value);
    internal override nint GradOf(nint tensor) => Guarded(() => TensorOf(tensor).grad) is { } grad ? Give(grad) : 0;

    internal override void SetGrad(nint tensor, nint grad)
        => Guarded(() => TensorOf(tensor).grad = grad == 0 ? null : TensorOf(grad));

    internal override void Backward(nint tensor, nint gradient, bool retainGraph, bool createGraph)
        => Guarded(() => TensorOf(tensor).backward(gradient == 0 ? null : [TensorOf(gradient)], retainGraph, createGraph));

    internal override nint[] Grad(
        nint[] outputs, nint[]? gradOutputs, nint[] inputs, bool retainGraph, bool createGraph, bool allowUnused)
        => SharpGradients.Of(
            Array.ConvertAll(outputs, TensorOf), gradOutputs is null ? null : Array.ConvertAll(gradOutputs, TensorOrNone),
            Array.ConvertAll(inputs, TensorOf), retainGraph, createGraph, allowUnused);

    internal override nint NewGenerator(ulong seed, Device device)
    {
        ThrowUnlessProcessor(device);
        return GCHandle.ToIntPtr(GCHandle.Alloc(Guarded(() => new Ts.Generator(seed))));
    }

    internal override bool HasRandomState(Device device) => device.Type == DeviceType.Cpu;

    internal override nint DefaultGenerator(Device device) => GCHandle.ToIntPtr(GCHandle.Alloc(
        device.Type == DeviceType.Cpu ? Ts.Generator.Default : new SharpCudaSeed()));

    internal override void FreeGenerator(nint generator)
    {
        var handle = GCHandle.FromIntPtr(generator);
        if (!ReferenceEquals(handle.Target, Ts.Generator.Default))
        {
            (handle.Target as IDisposable)?.Dispose();
        }
        handle.Free();
    }

    internal override void Seed(nint generator, ulong seed) => Guarded(() =>
    {
        if (GCHandle.FromIntPtr(generator).Target is SharpCudaSeed)
        {
            SharpCudaSeed.Set(seed);
        }
        else
        {
            GeneratorOf(generator).manual_seed((long)seed);
        }
    });

    internal override nint StateOf(nint generator) => Give(Guarded(() => GeneratorOf(generator).get_state()));

    internal override void SetState(nint generator, nint state)
    {
        Ts.Generator of = GeneratorOf(generator);
        Ts.Tensor wanted = TensorOf(state);
        using Ts.Tensor now = of.get_state();
        if (wanted.dtype != Ts.ScalarType.Byte || wanted.NumberOfElements != now.NumberOfElements)
        {
            throw new TorchException(
                $"a generator's state has {now.NumberOfElements} bytes, but this one has {wanted.NumberOfElements} "
                + $"of {wanted.dtype}");
        }
        SharpRandom.ThrowUnlessValid(wanted.bytes);
        Guarded(() => of.set_state(wanted));
    }

    internal override nint LoadScript(string path, Device device)
        => GCHandle.ToIntPtr(GCHandle.Alloc(SharpScript.Load(path, device)));
    internal override void FreeScript(nint script) => Free(script);
    internal override nint[] RunScript(nint script, nint input, string flag)
        => Array.ConvertAll(ScriptOf(script).Run(TensorOf(input), flag), Give);
    internal override nint ScriptParameter(nint script, ReadOnlySpan<long> sizes)
        => ScriptOf(script).Parameter(sizes) is { } parameter ? Give(parameter) : 0;

    /// <summary>Calls TorchSharp; what it refuses is a <see cref="TorchException"/>.</summary>
    internal static T Guarded<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception error) when (IsLibrarys(error))
        {
            throw Translated(error);
        }
    }

    /// <summary>Calls TorchSharp; what it refuses is a <see cref="TorchException"/>.</summary>
    internal static void Guarded(Action call)
    {
        try
        {
            call();
        }
        catch (Exception error) when (IsLibrarys(error))
        {
            throw Translated(error);
        }
    }

    private static Ts.Tensor? TensorOrNone(nint handle) => handle == 0 ? null : TensorOf(handle);

    private static SharpScript ScriptOf(nint handle) => (SharpScript)GCHandle.FromIntPtr(handle).Target!;

    private static void Free(nint handle)
    {
        var target = GCHandle.FromIntPtr(handle);
        (target.Target as IDisposable)?.Dispose();
        target.Free();
    }

    // TorchSharp has generators of the processor only.
    private static void ThrowUnlessProcessor(Device device)
    {
        if (device.Type != DeviceType.Cpu)
        {
            throw new TorchException(SharpCudaSeed.Refusal);
        }
    }
}
