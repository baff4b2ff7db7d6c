using Saddle.Torch.Interop;

namespace Saddle.Torch;

/// <summary>Sets this thread's gradient mode and restores what it was when disposed.</summary>
public readonly ref struct GradMode
{
    private readonly bool _before;

    internal GradMode(bool enabled)
    {
        Native.EnsureLoaded();
        _before = NativeMethods.saddle_set_grad_enabled(enabled ? 1 : 0) != 0;
    }

    /// <summary>Restores the mode.</summary>
    public void Dispose() => _ = NativeMethods.saddle_set_grad_enabled(_before ? 1 : 0);
}
