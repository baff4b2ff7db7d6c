using Saddle.Torch;

namespace Saddle.Penalties;

/// <summary>What a penalty looks at.</summary>
/// <param name="Discriminator">The discriminator: samples to logits <c>[N]</c>, fewer for packs and more for patches.</param>
/// <param name="Real">Real samples, <c>[N, ...]</c>.</param>
/// <param name="Fake">Generated samples, <c>[N, ...]</c>, without history.</param>
/// <param name="RealLogits">The logits of the real samples, with history.</param>
/// <param name="FakeLogits">The logits of the generated samples, with history.</param>
/// <param name="Memory">What the penalty remembers, <c>[MemorySize]</c>; changed in place.</param>
public sealed record PenaltyInput(
    Func<Tensor, Tensor> Discriminator, Tensor Real, Tensor Fake, Tensor RealLogits, Tensor FakeLogits, Tensor Memory);
