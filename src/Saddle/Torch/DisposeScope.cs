namespace Saddle.Torch;

/// <summary>
/// Owns the tensors made on this thread while it is the innermost scope, and frees them at its end.
/// The collector does not see native memory: work in scopes, and move out what must live on.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic] private static DisposeScope? s_current;

    private readonly DisposeScope? _outer;
    private readonly HashSet<Tensor> _tensors = new(ReferenceEqualityComparer.Instance);
    private bool _disposed;

    internal DisposeScope()
    {
        _outer = s_current;
        s_current = this;
    }

    /// <summary>The innermost scope of this thread, or null.</summary>
    public static DisposeScope? Current => s_current;

    /// <summary>How many tensors the scope owns at the moment.</summary>
    public int Count => _tensors.Count;

    internal void Add(Tensor tensor) => _tensors.Add(tensor);

    internal void Remove(Tensor tensor) => _tensors.Remove(tensor);

    /// <summary>Hands a tensor to the scope around this one, or to the caller if there is none.</summary>
    /// <returns>The same tensor.</returns>
    public Tensor MoveToOuter(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.MoveTo(_outer);
        return tensor;
    }

    /// <summary>Frees what the scope still owns.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        if (s_current != this)
        {
            throw new InvalidOperationException("Scopes end in the reverse order of their start, on the thread that made them.");
        }
        _disposed = true;
        s_current = _outer;
        foreach (Tensor tensor in _tensors)
        {
            tensor.FreeFromScope();
        }
        _tensors.Clear();
    }
}
