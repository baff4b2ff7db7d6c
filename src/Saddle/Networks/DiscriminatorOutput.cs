using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>What a discriminator finds in samples.</summary>
/// <param name="Logits"><c>[N]</c>, or one for each of a sample's patches, before any activation.</param>
/// <param name="Features">What the last layer is applied to, <c>[N, F]</c> or <c>[N, F, H, W]</c>.</param>
public sealed record DiscriminatorOutput(Tensor Logits, Tensor Features)
{
    /// <summary>The same numbers without their history.</summary>
    public DiscriminatorOutput Detached => new(Logits.detach(), Features.detach());
}
