using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>A discriminator whose logits are its own plus the inner product of its pooled features with a projection of the condition.</summary>
internal sealed class ProjectionDiscriminator : Discriminator
{
    private readonly ConditionEncoder _encoder;
    private readonly Linear _projection;

    internal ProjectionDiscriminator(Discriminator plain, ConditionEncoder encoder) : base(plain, plain.Shape)
    {
        _encoder = AddChild("condition", encoder);
        _projection = AddChild("projection", new Linear(encoder.Size, FeatureShape[0], bias: false));
    }

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor features, Condition? condition)
        => base.Logits(features, condition) + (Pooled(features) * _projection.Forward(_encoder.Encode(condition))).sum([1]);

    private static Tensor Pooled(Tensor features) => features.dim() == 4 ? features.sum([2, 3]) : features;
}
