using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>Sets this thread's gradient mode and restores what it was when disposed.</summary>
public readonly ref struct GradMode
{
    private readonly bool _before;

    internal GradMode(bool enabled) => _before = Engine.Current.SetGradEnabled(enabled);

    /// <summary>Restores the mode.</summary>
    public void Dispose() => _ = Engine.Current.SetGradEnabled(_before);
}
