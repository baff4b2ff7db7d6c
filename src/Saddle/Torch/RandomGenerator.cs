using Saddle.Torch.Interop;
using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch;

/// <summary>A random number generator with a state that can be saved and restored.</summary>
public sealed class RandomGenerator : IDisposable
{
    private nint _handle;

    private RandomGenerator(nint handle) => _handle = handle;

    /// <summary>Creates a generator of its own, independent of the default one.</summary>
    /// <param name="seed">Any number; equal seeds draw equal numbers.</param>
    /// <param name="device">Where it draws; the processor by default.</param>
    public RandomGenerator(ulong seed, Device? device = null)
    {
        Native.EnsureLoaded();
        Device place = device ?? Device.Cpu;
        Native.Check(saddle_generator_new((int)place.Type, place.Index, seed, out _handle));
    }

    /// <summary>Frees what was not disposed.</summary>
    ~RandomGenerator() => Free();

    /// <summary>The device's default generator: the one that operators without a generator argument draw from.</summary>
    public static RandomGenerator Default(Device device)
    {
        Native.EnsureLoaded();
        Native.Check(saddle_generator_default((int)device.Type, device.Index, out nint handle));
        return new RandomGenerator(handle);
    }

    internal nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(RandomGenerator));

    /// <summary>Starts again from a seed.</summary>
    public void manual_seed(ulong seed)
    {
        Native.Check(saddle_generator_seed(Handle, seed));
        GC.KeepAlive(this);
    }

    /// <summary>The whole state as bytes (uint8 <c>[S]</c>).</summary>
    public Tensor get_state()
    {
        Native.Check(saddle_generator_get_state(Handle, out nint state));
        GC.KeepAlive(this);
        return new Tensor(state);
    }

    /// <summary>Restores a state of <see cref="get_state"/>.</summary>
    public void set_state(Tensor state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Native.Check(saddle_generator_set_state(Handle, state.Handle));
        GC.KeepAlive(state);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            saddle_generator_free(handle);
        }
    }
}
