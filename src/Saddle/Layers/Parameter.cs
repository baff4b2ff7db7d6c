using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>
/// A trained tensor of a module. Layers hold the parameter and read <see cref="Value"/> at each use, so that an optimiser
/// can move the elements into one flat buffer and put a view in their place.
/// </summary>
public sealed class Parameter
{
    internal Parameter(string name, Tensor value)
    {
        Name = name;
        Value = value.DetachFromScope();
        Value.requires_grad = true;
    }

    /// <summary>The name within its module: <c>weight</c>, <c>bias</c>.</summary>
    public string Name { get; }

    /// <summary>The elements; a leaf of the autograd graph.</summary>
    public Tensor Value { get; private set; }

    internal void Replace(Tensor value)
    {
        Tensor before = Value;
        Value = value.DetachFromScope();
        before.Dispose();
    }
}
