using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>
/// A network's parameters in one flat buffer, and their gradients in another. The network's own tensors become views into it,
/// so that an optimiser, a moving average or an all-reduce is a few operations on one tensor instead of several for each
/// parameter. Four-dimensional weights lie channels-last, the fast layout for convolutions.
/// </summary>
public sealed class ParameterVector : IDisposable
{
    // Each parameter starts on a cache line; the gap is zeros, which every update leaves as they are.
    private const long Alignment = 16;

    private readonly List<(string Path, Parameter Parameter, long Offset)> _slots = [];
    private readonly HashSet<Parameter> _frozen = [];
    private readonly Tensor? _gradients;

    /// <summary>Moves a network's parameters into a new buffer.</summary>
    /// <param name="module">The network; its parameters must share one device and type.</param>
    /// <param name="isTrained">Whether its gradients are recorded, in a buffer of their own.</param>
    public ParameterVector(Module module, bool isTrained = true)
    {
        ArgumentNullException.ThrowIfNull(module);
        Module = module;
        long length = 0;
        foreach ((string path, Parameter parameter) in module.NamedParameters())
        {
            _slots.Add((path, parameter, length));
            length += (parameter.Value.numel() + Alignment - 1) / Alignment * Alignment;
        }
        if (_slots.Count == 0)
        {
            throw new ArgumentException("A network without parameters has nothing to optimise.");
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        Tensor first = _slots[0].Parameter.Value;
        Values = torch.zeros([length], first.dtype, first.device).DetachFromScope();
        _gradients = isTrained ? NewBuffer() : null;
        foreach ((_, Parameter parameter, long offset) in _slots)
        {
            Tensor before = parameter.Value;
            Tensor value = View(Values, offset, before.shape);
            value.copy_(before);
            parameter.Replace(value.detach());
            parameter.Value.requires_grad = isTrained;
            if (_gradients is not null)
            {
                parameter.Value.grad = View(_gradients, offset, before.shape);
            }
        }
    }

    /// <summary>The network.</summary>
    public Module Module { get; }

    /// <summary>All parameters, <c>[P]</c>, with small gaps of zeros between them.</summary>
    public Tensor Values { get; }

    /// <summary>All gradients, <c>[P]</c>; backward passes add to it.</summary>
    /// <exception cref="InvalidOperationException">The network is not trained.</exception>
    public Tensor Gradients
        => _gradients ?? throw new InvalidOperationException("Parameters that are not trained have no gradients.");

    /// <summary>Sets whether gradients with respect to the parameters are recorded.</summary>
    public void RequiresGrad(bool value)
        => _slots.ForEach(slot => slot.Parameter.Value.requires_grad = value && !_frozen.Contains(slot.Parameter));

    /// <summary>
    /// Has the first layers keep their weights: those with weights of two dimensions or more count, and what stands between them
    /// and the next one stays with them. Their gradients are 0, which no optimiser follows.
    /// </summary>
    /// <param name="layers">How many.</param>
    /// <returns>How many there are.</returns>
    internal int Freeze(int layers)
    {
        int count = 0;
        foreach ((_, Parameter parameter, _) in _slots)
        {
            count += parameter.Value.dim() > 1 ? 1 : 0;
            if (count <= layers)
            {
                _frozen.Add(parameter);
                parameter.Value.requires_grad = false;
            }
        }
        return count;
    }

    /// <summary>Sets every gradient to zero.</summary>
    public void ZeroGradients() => Gradients.zero_();

    /// <summary>A buffer of the same layout, of zeros: an optimiser's moment.</summary>
    public Tensor NewBuffer() => torch.zeros_like(Values).DetachFromScope();

    /// <summary>The parts of a buffer of this layout, by the parameters' paths and shapes.</summary>
    internal IEnumerable<(string Path, Tensor Value)> Parts(Tensor buffer)
        => _slots.Select(slot => (slot.Path, View(buffer, slot.Offset, slot.Parameter.Value.shape)));

    /// <summary>Frees the buffers. The network's parameters keep the memory that they are views of.</summary>
    public void Dispose()
    {
        Values.Dispose();
        _gradients?.Dispose();
    }

    private static Tensor View(Tensor buffer, long offset, ReadOnlySpan<long> shape)
    {
        long length = 1;
        foreach (long size in shape)
        {
            length *= size;
        }
        Tensor part = buffer.narrow(0, offset, length);
        return shape.Length == 4
            ? part.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
            : part.view(shape.ToArray());
    }
}
