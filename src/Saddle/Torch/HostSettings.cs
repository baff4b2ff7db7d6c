using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch;

/// <summary>
/// Keeps the host's settings of libtorch (<see cref="LibrarySettings"/>) while the library works with its own, and puts them back
/// when disposed, on the same thread. Meanwhile gradients are recorded, whatever the host does.
/// </summary>
internal sealed class HostSettings : IDisposable
{
    private readonly LibrarySettings _hosts;

    /// <summary>Keeps them.</summary>
    /// <param name="device">Whose default generator is kept beside the processor's.</param>
    internal HostSettings(Device? device = null)
    {
        _hosts = new LibrarySettings(device);
        _ = saddle_set_grad_enabled(1);
    }

    /// <summary>Keeps them, and sets others.</summary>
    /// <param name="seed">What the processor's default generator starts from.</param>
    /// <param name="threads">How many threads an operator has that this thread calls.</param>
    internal HostSettings(ulong seed, int threads) : this()
    {
        torch.manual_seed(seed);
        LibrarySettings.UseThreads(threads);
    }

    public void Dispose()
    {
        _hosts.Restore();
        _hosts.Dispose();
    }
}
