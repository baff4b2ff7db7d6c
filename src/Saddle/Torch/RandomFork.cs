namespace Saddle.Torch;

/// <summary>
/// Keeps the default random number generator as it is: what is drawn until the fork is disposed is forgotten. For work beside a
/// training, which must not change what the training draws.
/// </summary>
public sealed class RandomFork : IDisposable
{
    private readonly RandomGenerator _generator;
    private readonly Tensor _state;

    /// <summary>Remembers the state.</summary>
    /// <param name="device">Whose default generator; the processor's by default.</param>
    public RandomFork(Device? device = null)
    {
        _generator = RandomGenerator.Default(device ?? Device.Cpu);
        _state = _generator.get_state().DetachFromScope();
    }

    /// <summary>Restores the state.</summary>
    public void Dispose()
    {
        _generator.set_state(_state);
        _state.Dispose();
        _generator.Dispose();
    }
}
