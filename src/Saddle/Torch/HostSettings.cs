using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>
/// Keeps the host's settings of libtorch (threads, default random numbers, gradient mode, a CUDA device's arithmetic) while the
/// library works with its own, and puts them back when disposed, on the same thread. Meanwhile gradients are recorded, whatever
/// the host does.
/// </summary>
public sealed class HostSettings : IDisposable
{
    private readonly LibrarySettings _hosts;

    /// <summary>Keeps them.</summary>
    /// <param name="device">Whose default generator is kept beside the processor's.</param>
    public HostSettings(Device? device = null)
    {
        _hosts = new LibrarySettings(device);
        _ = Engine.Current.SetGradEnabled(true);
    }

    /// <summary>Keeps them, and sets others.</summary>
    /// <param name="seed">What the processor's default generator starts from.</param>
    /// <param name="threads">How many threads an operator has that this thread calls.</param>
    public HostSettings(ulong seed, int threads) : this()
    {
        torch.manual_seed(seed);
        UseThreads(threads);
    }

    /// <summary>
    /// Sets how many threads operators have that this thread calls. <see cref="torch.set_num_threads"/> would set it for threads
    /// to come as well, the host's among them.
    /// </summary>
    public static void UseThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Engine.Current.SwitchThreads(threads, threads);
    }

    /// <summary>Sets how CUDA devices compute, for the whole process.</summary>
    internal static void UseArithmetic(CudaArithmetic arithmetic) => Engine.Current.CudaArithmetic = arithmetic;

    /// <summary>Puts the host's settings back.</summary>
    public void Dispose()
    {
        _hosts.Restore();
        _hosts.Dispose();
    }
}
