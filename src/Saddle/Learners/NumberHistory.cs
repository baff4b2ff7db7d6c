using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// The numbers of the last steps, on the device until somebody reads them: on a GPU to read one is to wait for all that was asked
/// for before it.
/// </summary>
/// <param name="device">Where they are.</param>
internal sealed class NumberHistory(Device device) : IDisposable
{
    /// <summary>How many steps there is room for.</summary>
    internal const int Room = 64;

    private Tensor? _rows;
    private string[] _names = [];

    /// <summary>How many steps have not been read.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether they have to be read before the next step.</summary>
    internal bool IsFull => Count == Room;

    /// <summary>Keeps a step's numbers, of the same names each time.</summary>
    internal void Add(IReadOnlyList<(string Name, Tensor Value)> scalars)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        if (_rows is null)
        {
            _names = [.. scalars.Select(scalar => scalar.Name)];
            _rows = torch.zeros([Room, _names.Length], ScalarType.Float64, device).DetachFromScope();
        }
        _rows.select(0, Count++).copy_(StepNumbers.Stack(scalars));
    }

    /// <summary>Reads the numbers of every step since the last time, the oldest first.</summary>
    internal IReadOnlyList<IReadOnlyList<(string Name, double Value)>> Read()
    {
        if (_rows is null || Count == 0)
        {
            return [];
        }
        using DisposeScope scope = torch.NewDisposeScope();
        double[] all = _rows.narrow(0, 0, Count).ToArray<double>();
        (int count, Count) = (Count, 0);
        return
        [
            .. Enumerable.Range(0, count).Select(step => (IReadOnlyList<(string, double)>)
                [.. _names.Select((name, k) => (name, all[step * _names.Length + k]))]),
        ];
    }

    public void Dispose() => _rows?.Dispose();
}
