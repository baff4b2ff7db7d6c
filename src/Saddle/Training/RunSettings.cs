using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A run's own settings of libtorch. They count while the run works; between two of its calls the host has its own, so that
/// neither sees what the other does.
/// </summary>
/// <param name="device">Where the run is computed.</param>
internal sealed class RunSettings(Device device) : IDisposable
{
    private LibrarySettings? _own;
    private bool _inUse;

    /// <summary>Works with the run's settings: those that the work before has left, the host's for the first.</summary>
    internal T Use<T>(Func<T> work)
    {
        if (_inUse)
        {
            return work();
        }
        using var host = new HostSettings(device);
        _own?.Restore();
        _inUse = true;
        try
        {
            return work();
        }
        finally
        {
            _inUse = false;
            _own?.Dispose();
            _own = new LibrarySettings(device);
        }
    }

    /// <summary>Works with the run's settings.</summary>
    internal void Use(Action work) => Use(() =>
    {
        work();
        return true;
    });

    public void Dispose() => _own?.Dispose();
}
