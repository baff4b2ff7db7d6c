using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// A discriminator whose logits are its own plus the inner product of its features with a projection of the condition: of features that
/// are summed over all pixels, or place by place, which tells what is where.
/// </summary>
internal sealed class ProjectionDiscriminator : Discriminator
{
    private readonly ConditionEncoder _encoder;
    private readonly Linear _projection;
    private readonly bool _placeByPlace;

    internal ProjectionDiscriminator(Discriminator plain, ConditionEncoder encoder, bool placeByPlace = false) : base(plain, plain.Shape)
    {
        _placeByPlace = placeByPlace;
        _encoder = AddChild("condition", encoder);
        long features = placeByPlace ? FeatureShape.Aggregate((product, size) => product * size) : FeatureShape[0];
        _projection = AddChild("projection", new Linear(encoder.Size, features, bias: false));
    }

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor features, Condition? condition)
        => base.Logits(features, condition) + (Compared(features) * _projection.Forward(_encoder.Encode(condition))).sum([1]);

    private Tensor Compared(Tensor features) => features.dim() == 2 ? features : _placeByPlace ? features.flatten(1) : features.sum([2, 3]);
}
