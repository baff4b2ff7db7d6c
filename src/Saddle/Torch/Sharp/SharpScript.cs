using System.Runtime.InteropServices;
using TorchSharp;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>A TorchScript module.</summary>
internal sealed class SharpScript : IDisposable
{
    private readonly Ts.jit.ScriptModule _module;

    // Whether forward takes a flag, once that is known: asking for the number of its arguments ends the process where it is
    // missing.
    private bool? _takesFlag;

    private SharpScript(Ts.jit.ScriptModule module) => _module = module;

    internal static SharpScript Load(string path, Device device)
    {
        Ts.jit.ScriptModule module = SharpEngine.Guarded(
            () => Ts.jit.load(path, (TorchSharp.DeviceType)device.Type, device.Index));
        module.eval();
        return new SharpScript(module);
    }

    /// <summary>Runs forward.</summary>
    /// <param name="input">Its tensor.</param>
    /// <param name="flag">An argument to set, if it has one more; empty for none.</param>
    internal Ts.Tensor[] Run(Ts.Tensor input, string flag) => SharpEngine.Guarded(() =>
    {
        object result = flag.Length > 0 && _takesFlag != false ? CallWithFlag(input) : _module.call(input);
        return result switch
        {
            Ts.Tensor tensor => (Ts.Tensor[])[tensor],
            Ts.Tensor[] tensors => tensors,
            System.Runtime.CompilerServices.ITuple tuple => [.. Enumerable.Range(0, tuple.Length)
                .Select(place => tuple[place]).OfType<Ts.Tensor>()],
            object[] mixed => [.. mixed.OfType<Ts.Tensor>()],
            _ => throw new TorchException($"its forward returns {result?.GetType().Name} where tensors were expected"),
        };
    });

    private object CallWithFlag(Ts.Tensor input)
    {
        try
        {
            object result = _module.call(input, true);
            _takesFlag = true;
            return result;
        }
        catch (ExternalException) when (_takesFlag is null)
        {
            object result = _module.call(input);
            _takesFlag = false;
            return result;
        }
    }

    /// <summary>The last parameter of these sizes, or null.</summary>
    internal Ts.Tensor? Parameter(ReadOnlySpan<long> sizes)
    {
        Ts.Tensor? found = null;
        foreach (TorchSharp.Modules.Parameter parameter in _module.parameters())
        {
            if (sizes.SequenceEqual(parameter.shape))
            {
                found?.Dispose();
                found = parameter.detach();
            }
        }
        return found;
    }

    public void Dispose() => _module.Dispose();
}
