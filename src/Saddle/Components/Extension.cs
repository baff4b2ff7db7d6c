namespace Saddle.Components;

/// <summary>
/// What an assembly adds to Saddle. The source generator writes a partial class of this kind, <c>SaddleExtension</c>, that adds
/// every component of the assembly; its author may add more (named recipes, path recognisers, feature networks) in a part of
/// their own, <c>AddMore</c>.
/// </summary>
public abstract class Extension
{
    /// <summary>Adds everything; to do so again changes nothing.</summary>
    /// <exception cref="InputException">Something else has a name already.</exception>
    public void Add() => Extensions.Once(this, AddCore);

    /// <summary>Adds everything, once in a process; generated.</summary>
    protected abstract void AddCore();
}
