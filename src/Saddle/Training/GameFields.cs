using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>The fields and sections of a recipe that some learners do not look at, because only a game of logits has a use for them.</summary>
internal static class GameFields
{
    /// <summary>What only <see cref="AdversarialLearner"/> looks at.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        "conditioning", "discriminator_steps", "instance_noise", "instance_noise_images", "feature_matching", "packing", "augmentation",
        .. Penalty.All.Names.Concat(Constraint.All.Names).Select(RecipeFields.SectionOf),
    ];

    /// <summary>That, and the objective.</summary>
    internal static IReadOnlyList<string> WithObjective { get; } = [.. All, "objective"];

    /// <summary>That, and what updates a discriminator.</summary>
    internal static IReadOnlyList<string> WithDiscriminator { get; } = [.. WithObjective, "discriminator_optimizer"];
}
