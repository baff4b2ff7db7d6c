using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>A random number generator with a state that can be saved and restored.</summary>
public sealed class RandomGenerator : IDisposable
{
    private nint _handle;

    private RandomGenerator(nint handle, bool hasState) => (_handle, HasState) = (handle, hasState);

    /// <summary>Creates a generator of its own, independent of the default one.</summary>
    /// <param name="seed">Any number; equal seeds draw equal numbers.</param>
    /// <param name="device">Where it draws; the processor by default.</param>
    public RandomGenerator(ulong seed, Device? device = null)
        => _handle = Engine.Current.NewGenerator(seed, device ?? Device.Cpu);

    /// <summary>Frees what was not disposed.</summary>
    ~RandomGenerator() => Free();

    /// <summary>The device's default generator: the one that operators without a generator argument draw from.</summary>
    public static RandomGenerator Default(Device device)
        => new(Engine.Current.DefaultGenerator(device), Engine.Current.HasRandomState(device));

    /// <summary>
    /// Whether it has a state to save and restore: not on CUDA under the engine torchsharp, where it can be seeded only.
    /// </summary>
    public bool HasState { get; } = true;

    internal nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(RandomGenerator));

    /// <summary>Starts again from a seed.</summary>
    public void manual_seed(ulong seed)
    {
        Engine.Current.Seed(Handle, seed);
        GC.KeepAlive(this);
    }

    /// <summary>The whole state as bytes (uint8 <c>[S]</c>).</summary>
    public Tensor get_state()
    {
        nint state = Engine.Current.StateOf(Handle);
        GC.KeepAlive(this);
        return new Tensor(state);
    }

    /// <summary>Restores a state of <see cref="get_state"/>.</summary>
    public void set_state(Tensor state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Engine.Current.SetState(Handle, state.Handle);
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
            Engine.Current.FreeGenerator(handle);
        }
    }
}
