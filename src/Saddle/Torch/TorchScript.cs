using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>A network that was saved by <c>torch.jit.save</c>, run as it is, in evaluation mode.</summary>
public sealed class TorchScript : IDisposable
{
    private nint _handle;

    private TorchScript(nint handle, Device device) => (_handle, Device) = (handle, device);

    /// <summary>Frees what was not disposed.</summary>
    ~TorchScript() => Free();

    /// <summary>Where its parameters lie, and its input has to.</summary>
    public Device Device { get; }

    /// <summary>Loads a module.</summary>
    /// <param name="path">A file written by <c>torch.jit.save</c>.</param>
    /// <param name="device">Where it is run; null for the processor.</param>
    /// <exception cref="TorchException">It is no such file, or damaged.</exception>
    public static TorchScript Load(string path, Device? device = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ScriptFile.ThrowUnlessWhole(path);
        Device place = device ?? Device.Cpu;
        return new TorchScript(Engine.Current.LoadScript(path, place), place);
    }

    /// <summary>Runs the module's forward, which takes one tensor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="flag">An argument that is set to true if forward has one of that name; empty for none.</param>
    /// <returns>What it returns: one tensor, or those of a tuple.</returns>
    /// <exception cref="TorchException">It fails, or returns something else.</exception>
    public Tensor[] Forward(Tensor input, string flag = "")
    {
        ArgumentNullException.ThrowIfNull(input);
        nint[] results = Engine.Current.RunScript(Handle, input.Handle, flag);
        GC.KeepAlive(input);
        GC.KeepAlive(this);
        return Array.ConvertAll(results, handle => new Tensor(handle));
    }

    /// <summary>The last of its parameters that has these sizes, or null.</summary>
    public Tensor? Parameter(params ReadOnlySpan<long> sizes)
    {
        nint parameter = Engine.Current.ScriptParameter(Handle, sizes);
        GC.KeepAlive(this);
        return parameter == 0 ? null : new Tensor(parameter);
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
            Engine.Current.FreeScript(handle);
        }
    }
}
