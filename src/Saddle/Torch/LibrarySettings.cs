using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>
/// What decides what libtorch computes but belongs to the process or the thread, and not to a call: how many threads an operator
/// has, how many OpenBLAS has, whether gradients are recorded, how CUDA devices compute, and where the default generators of
/// random numbers stand.
/// </summary>
internal sealed class LibrarySettings : IDisposable
{
    private readonly int _threads = torch.get_num_threads();
    private readonly int _blasThreads = Engine.Current.BlasThreads;
    private readonly bool _recordsGradients = torch.is_grad_enabled();
    private readonly CudaArithmetic? _arithmetic;
    private readonly (RandomGenerator Generator, Tensor State)[] _random;

    /// <summary>Remembers what they are now, on this thread.</summary>
    /// <param name="device">Whose default generator counts beside the processor's.</param>
    internal LibrarySettings(Device? device = null)
    {
        Device[] devices = device is { Type: not DeviceType.Cpu } other ? [Device.Cpu, other] : [Device.Cpu];
        // Of no interest to the processor.
        _arithmetic = devices.Length > 1 ? Engine.Current.CudaArithmetic : null;
        _random =
        [
            .. devices.Select(RandomGenerator.Default).Where(generator => generator.HasState)
                .Select(generator => (generator, generator.get_state().DetachFromScope())),
        ];
    }

    /// <summary>Makes them what they were, on this thread.</summary>
    internal void Restore()
    {
        Engine.Current.SwitchThreads(_threads, _blasThreads);
        _ = Engine.Current.SetGradEnabled(_recordsGradients);
        if (_arithmetic is { } arithmetic)
        {
            Engine.Current.CudaArithmetic = arithmetic;
        }
        foreach ((RandomGenerator generator, Tensor state) in _random)
        {
            generator.set_state(state);
        }
    }

    public void Dispose()
    {
        foreach ((RandomGenerator generator, Tensor state) in _random)
        {
            generator.Dispose();
            state.Dispose();
        }
    }
}
