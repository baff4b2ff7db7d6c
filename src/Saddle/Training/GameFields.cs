using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>The fields and sections of a recipe that only the game of a generator against a discriminator of logits looks at.</summary>
internal static class GameFields
{
    /// <summary>Their names.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        "conditioning", "objective", "discriminator_steps", "feature_matching", "instance_noise", "instance_noise_images", "packing",
        "augmentation",
        .. Penalty.All.Names.Concat(Constraint.All.Names).Select(RecipeFields.SectionOf),
    ];

    /// <summary>Those, and what there is for the discriminator alone.</summary>
    internal static IReadOnlyList<string> WithDiscriminator { get; } = [.. All, "discriminator_optimizer"];
}
