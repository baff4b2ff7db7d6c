using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>What a conditioning's terms are made of, in one player's update.</summary>
/// <param name="Discriminator">The discriminator.</param>
/// <param name="Condition">The condition of real and fake alike.</param>
/// <param name="Real">Real samples.</param>
/// <param name="Fake">Fake samples: with history in the generator's update, without in the discriminator's.</param>
/// <param name="OfReal">What the discriminator finds in the real samples. Null in the generator's update.</param>
/// <param name="OfFake">What the discriminator finds in the fakes. Null where it is not asked.</param>
public sealed record ConditionTerm(
    Discriminator Discriminator, Condition Condition, Tensor Real, Tensor Fake, DiscriminatorOutput? OfReal,
    DiscriminatorOutput? OfFake)
{
    /// <summary>Draws other fakes under the same condition, with history; null in the discriminator's update.</summary>
    public Func<Tensor>? DrawFake { get; init; }
}
