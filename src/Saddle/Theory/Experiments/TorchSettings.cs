using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The library's process-wide settings while an experiment trains: how many threads an operator has, and the default generator's
/// state. Both are put back at the end.
/// </summary>
internal sealed class TorchSettings : IDisposable
{
    private readonly int _threads = torch.get_num_threads();
    private readonly RandomFork _fork = new();

    /// <summary>Takes hold.</summary>
    /// <param name="seed">What the default generator starts from.</param>
    /// <param name="threads">Tiny operators are fastest on one.</param>
    internal TorchSettings(ulong seed, int threads = 1)
    {
        torch.manual_seed(seed);
        torch.set_num_threads(threads);
    }

    public void Dispose()
    {
        _fork.Dispose();
        torch.set_num_threads(_threads);
    }
}
