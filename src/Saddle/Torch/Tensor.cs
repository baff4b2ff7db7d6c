using System.Runtime.InteropServices;
using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>
/// An n-dimensional array of libtorch. It belongs to the innermost <see cref="DisposeScope"/> of the thread that made it;
/// outside any scope, to the caller, who disposes it (what was forgotten the collector frees, which is told how much it holds).
/// Operators are named as in PyTorch and throw <see cref="TorchException"/> with libtorch's own message.
/// </summary>
public sealed partial class Tensor : IDisposable
{
    private nint _handle;
    private DisposeScope? _scope;
    private Leash? _leash;
    private long[]? _shape;

    internal Tensor(nint handle)
    {
        _handle = handle;
        _scope = DisposeScope.Current;
        if (_scope is null)
        {
            _leash = new Leash(this);
        }
        else
        {
            _scope.Add(this);
        }
    }

    /// <summary>Frees a tensor that nobody disposed. Tensors in scopes have none, so they cost the collector nothing.</summary>
    private sealed class Leash : IDisposable
    {
        // What is smaller is not worth the collector's while.
        private const long LeastPressure = 1 << 17;

        private readonly nint _handle;
        private readonly long _pressure;

        internal Leash(Tensor tensor)
        {
            _handle = tensor._handle;
            long bytes = tensor.device.Type == DeviceType.Cpu ? tensor.numel() * SizeOf(tensor.dtype) : 0;
            _pressure = bytes >= LeastPressure ? bytes : 0;
            if (_pressure > 0)
            {
                GC.AddMemoryPressure(_pressure);
            }
        }

        ~Leash()
        {
            Engine.Current.FreeTensor(_handle);
            Relieve();
        }

        /// <summary>Somebody else frees the tensor from now on.</summary>
        public void Dispose()
        {
            Relieve();
            GC.SuppressFinalize(this);
        }

        private void Relieve()
        {
            if (_pressure > 0)
            {
                GC.RemoveMemoryPressure(_pressure);
            }
        }
    }

    internal nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Tensor));

    /// <summary>The sizes of the dimensions, <c>[N, C, H, W]</c> for images. In-place operators never change them.</summary>
    public ReadOnlySpan<long> shape => Sizes;

    internal long[] Sizes => _shape ??= Engine.Current.SizesOf(Handle);

    /// <summary>The number of dimensions.</summary>
    public int dim() => Sizes.Length;

    /// <summary>The size of one dimension; negative counts from the last.</summary>
    public long size(int dimension) => Sizes[dimension < 0 ? Sizes.Length + dimension : dimension];

    /// <summary>The number of elements.</summary>
    public long numel()
    {
        long product = 1;
        foreach (long size in Sizes)
        {
            product *= size;
        }
        return product;
    }

    /// <summary>The distance in elements between neighbours along each dimension.</summary>
    public long[] stride()
    {
        long[] strides = Engine.Current.StridesOf(Handle);
        GC.KeepAlive(this);
        return strides;
    }

    /// <summary>The element type.</summary>
    public ScalarType dtype
    {
        get
        {
            ScalarType type = Engine.Current.TypeOf(Handle);
            GC.KeepAlive(this);
            return type;
        }
    }

    /// <summary>Where the elements lie.</summary>
    public Device device
    {
        get
        {
            Device place = Engine.Current.DeviceOf(Handle);
            GC.KeepAlive(this);
            return place;
        }
    }

    /// <summary>The only element, converted to double.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public double item()
    {
        if (numel() != 1)
        {
            throw new InvalidOperationException($"item() needs a tensor of one element, but its shape is {ShapeText(Sizes)}.");
        }
        return ToArray<double>()[0];
    }

    /// <summary>A copy of the elements in row-major order, converted to <typeparamref name="T"/>'s element type.</summary>
    /// <typeparam name="T">byte, int, long, float or double.</typeparam>
    public T[] ToArray<T>() where T : unmanaged
    {
        ScalarType wanted = TypeOf<T>();
        if (dtype != wanted)
        {
            using Tensor converted = to(wanted);
            return converted.ToArray<T>();
        }
        var values = new T[numel()];
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>Copies the elements in row-major order; the element type must be the tensor's own size.</summary>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        OperatorWatch.NoteToHost();
        Engine.Current.CopyBytes(Handle, MemoryMarshal.AsBytes(destination));
        GC.KeepAlive(this);
    }

    /// <summary>Takes the tensor out of its scope: it lives until it is disposed.</summary>
    /// <returns>The same tensor.</returns>
    public Tensor DetachFromScope()
    {
        MoveTo(null);
        return this;
    }

    /// <summary>Frees the tensor's memory, unless another tensor or the autograd graph still needs it.</summary>
    public void Dispose()
    {
        _scope?.Remove(this);
        _scope = null;
        Free();
    }

    /// <inheritdoc/>
    public override string ToString() => _handle == 0 ? "disposed tensor" : $"{ShapeText(Sizes)} {dtype} on {device}";

    internal void MoveTo(DisposeScope? scope)
    {
        _ = Handle;
        _scope?.Remove(this);
        _scope = scope;
        if (scope is not null)
        {
            scope.Add(this);
            DropLeash();
        }
        else
        {
            _leash ??= new Leash(this);
        }
    }

    internal void FreeFromScope()
    {
        _scope = null;
        Free();
    }

    internal static string ShapeText(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    internal static ScalarType TypeOf<T>() where T : unmanaged
        => typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(byte) ? ScalarType.Byte
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : throw new ArgumentException($"{typeof(T).Name} is no element type: expected byte, int, long, float or double.");

    private static long SizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => 4,
    };

    private void Free()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            DropLeash();
            Engine.Current.FreeTensor(handle);
        }
    }

    private void DropLeash()
    {
        _leash?.Dispose();
        _leash = null;
    }
}
