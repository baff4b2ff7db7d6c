using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// A discriminator whose logits are its own plus the inner product of its features, summed over all pixels, with a projection of
/// the condition. It can be asked to add the product place by place as well: the sum tells what is there, the places where it is.
/// </summary>
public sealed class ProjectionDiscriminator : Discriminator
{
    private readonly ConditionEncoder _encoder;
    private readonly Linear _projection;
    private readonly Linear? _places;

    /// <summary>Takes a discriminator over.</summary>
    /// <param name="plain">The discriminator.</param>
    /// <param name="encoder">Encodes the condition; it is trained along.</param>
    /// <param name="placeByPlace">Whether each place of the last features is compared as well as their sum.</param>
    public ProjectionDiscriminator(
        Discriminator plain, ConditionEncoder encoder, bool placeByPlace = false) : base(plain, plain.Shape)
    {
        long[] shape = FeatureShape;
        _encoder = AddChild("condition", encoder);
        _projection = AddChild("projection", new Linear(encoder.Size, shape[0], bias: false));
        if (placeByPlace && shape.Length == 3)
        {
            _places = AddChild("places", new Linear(encoder.Size, shape[0] * shape[1] * shape[2], bias: false));
        }
    }

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor features, Condition? condition)
    {
        ArgumentNullException.ThrowIfNull(features);
        Tensor encoded = _encoder.Encode(condition);
        Tensor pooled = features.dim() == 4 ? features.sum([2, 3]) : features;
        Tensor logits = base.Logits(features, condition) + (pooled * _projection.Forward(encoded)).sum([1]);
        return _places is null ? logits : logits + (features.flatten(1) * _places.Forward(encoded)).sum([1]);
    }

    /// <inheritdoc/>
    protected internal override GraphValue ExportLogits(ExportGraph graph, GraphValue features)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue encoded = graph.Within(_encoder, () => _encoder.Export(graph));
        GraphValue pooled = FeatureShape.Length == 3 ? graph.Sum(features, 2, 3) : features;
        GraphValue logits = graph.Add(
            base.ExportLogits(graph, features), graph.Sum(graph.Multiply(pooled, _projection.Write(graph, encoded)), 1));
        return _places is null
            ? logits
            : graph.Add(logits, graph.Sum(graph.Multiply(graph.Flatten(features), _places.Write(graph, encoded)), 1));
    }
}
