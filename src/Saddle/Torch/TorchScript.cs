using Saddle.Torch.Interop;
using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch;

/// <summary>A network that was saved by <c>torch.jit.save</c>, run on the processor as it is, in evaluation mode.</summary>
public sealed unsafe class TorchScript : IDisposable
{
    private const int MaximumResults = 8;

    private nint _handle;

    private TorchScript(nint handle) => _handle = handle;

    /// <summary>Frees what was not disposed.</summary>
    ~TorchScript() => Free();

    /// <summary>Loads a module.</summary>
    /// <param name="path">A file written by <c>torch.jit.save</c>.</param>
    /// <exception cref="TorchException">It is no such file, or damaged.</exception>
    public static TorchScript Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Native.EnsureLoaded();
        Native.Check(saddle_script_load(path, out nint handle));
        return new TorchScript(handle);
    }

    /// <summary>Runs the module's forward, which takes one tensor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="flag">An argument that is set to true if forward has one of that name; empty for none.</param>
    /// <returns>What it returns: one tensor, or those of a tuple.</returns>
    /// <exception cref="TorchException">It fails, or returns something else.</exception>
    public Tensor[] Forward(Tensor input, string flag = "")
    {
        ArgumentNullException.ThrowIfNull(input);
        nint* results = stackalloc nint[MaximumResults];
        Native.Check(saddle_script_forward(Handle, input.Handle, flag, results, MaximumResults, out int count));
        GC.KeepAlive(input);
        GC.KeepAlive(this);
        var tensors = new Tensor[count];
        for (int k = 0; k < count; k++)
        {
            tensors[k] = new Tensor(results[k]);
        }
        return tensors;
    }

    /// <summary>The last of its parameters that has these sizes, or null.</summary>
    public Tensor? Parameter(params ReadOnlySpan<long> sizes)
    {
        fixed (long* first = sizes)
        {
            Native.Check(saddle_script_parameter(Handle, first, sizes.Length, out nint parameter));
            GC.KeepAlive(this);
            return parameter == 0 ? null : new Tensor(parameter);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(TorchScript));

    private void Free()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            saddle_script_free(handle);
        }
    }
}
