using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// What a checkpoint will hold, copied to the processor's memory, so that training may go on while it is written.
/// </summary>
internal sealed class Snapshot(CheckpointState state, IReadOnlyList<(string Name, Tensor Value)> tensors) : IDisposable
{
    /// <summary>What it says beside its tensors.</summary>
    internal CheckpointState State { get; } = state;

    /// <summary>The copies by name; they belong to no scope.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> Tensors { get; } = tensors;

    /// <summary>Copies tensors as they are now.</summary>
    internal static Snapshot Of(CheckpointState state, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        using GradMode mode = torch.no_grad();
        return new Snapshot(state, [.. tensors.Select(tensor => (tensor.Name, CopyOf(tensor.Value).DetachFromScope()))]);
    }

    public void Dispose()
    {
        foreach ((_, Tensor value) in Tensors)
        {
            value.Dispose();
        }
    }

    private static Tensor CopyOf(Tensor value) => value.device.Type == DeviceType.Cpu ? value.clone() : value.cpu();
}
