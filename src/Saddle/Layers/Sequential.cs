using System.Globalization;
using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>Layers one after the other.</summary>
public sealed class Sequential : Layer
{
    private readonly List<Layer> _layers = [];

    /// <summary>Creates the chain; the layers are named 0, 1, 2...</summary>
    public Sequential(params IEnumerable<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (Layer layer in layers)
        {
            _layers.Add(AddChild(_layers.Count.ToString(CultureInfo.InvariantCulture), layer));
        }
    }

    /// <inheritdoc/>
    public override string Description => $"Sequential of {_layers.Count}";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => ForwardCore(input, null);

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input, Tensor? condition)
    {
        Tensor current = input;
        Layer? before = null;
        foreach (Layer layer in _layers)
        {
            // The gradients of products and of batch normalisation take what went in, not what came out.
            bool isSpare = current != input && before is WeightedLayer or BatchNorm;
            Tensor next = isSpare ? layer.ForwardOver(current, condition) : layer.Forward(current, condition);
            // What the gradient needs of it, its history keeps.
            if (current != input && current != next)
            {
                current.Dispose();
            }
            (current, before) = (next, layer);
        }
        return current;
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return _layers.Aggregate(input, (value, layer) => layer.Write(graph, value, condition));
    }
}
