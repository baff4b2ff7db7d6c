using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The library's process-wide settings while an experiment trains: how many threads an operator has, and the default generator's
/// state. Both are put back at the end.
/// </summary>
internal sealed class TorchSettings : IDisposable
{
    private readonly int _threads = torch.get_num_threads();
    private readonly RandomGenerator _random = RandomGenerator.Default(Device.Cpu);
    private readonly Tensor _state;

    /// <summary>Takes hold.</summary>
    /// <param name="seed">What the default generator starts from.</param>
    /// <param name="threads">Tiny operators are fastest on one.</param>
    internal TorchSettings(ulong seed, int threads = 1)
    {
        _state = _random.get_state().DetachFromScope();
        Seed(seed);
        torch.set_num_threads(threads);
    }

    /// <summary>Starts the default generator anew.</summary>
    internal void Seed(ulong seed) => _random.manual_seed(seed);

    public void Dispose()
    {
        _random.set_state(_state);
        _state.Dispose();
        _random.Dispose();
        torch.set_num_threads(_threads);
    }
}
