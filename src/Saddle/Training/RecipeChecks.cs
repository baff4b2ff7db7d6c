using Saddle.Layers;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Penalties;

namespace Saddle.Training;

/// <summary>What the parts of a recipe may not do together.</summary>
internal static class RecipeChecks
{
    /// <summary>Throws unless the parts fit.</summary>
    /// <exception cref="RecipeException">They do not; every problem is told.</exception>
    internal static void Check(Recipe recipe, Discriminator discriminator)
    {
        var problems = new List<string>();
        bool normalized = discriminator.Modules().Any(module => module is BatchNorm);
        foreach (Penalty penalty in recipe.Penalties.Where(penalty => penalty.IsOn && penalty.NeedsIndependentSamples && normalized))
        {
            problems.Add(
                $"{penalty.Name} asks for the slope at each sample, but batch normalisation in the discriminator makes each logit depend on the whole batch; "
                + "set network.discriminator_normalization=none.");
        }
        if (recipe.Batch % recipe.Packing != 0)
        {
            problems.Add($"packing {recipe.Packing} needs a batch that it divides, but batch is {recipe.Batch}.");
        }
        if (recipe.Packing > 1 && recipe.Conditioning.IsOn)
        {
            problems.Add($"packing {recipe.Packing} judges samples together that conditioning {recipe.Conditioning.Name} tells apart; set packing=1.");
        }
        if (recipe.AugmentationKinds.Length > 0 && !discriminator.Shape.IsImage)
        {
            problems.Add($"augmentation {recipe.Augmentation} is for images, but the data are {discriminator.Shape}.");
        }
        if (recipe.HorizontalFlip && !discriminator.Shape.IsImage)
        {
            problems.Add($"horizontal_flip is for images, but the data are {discriminator.Shape}.");
        }
        foreach (string kind in recipe.AugmentationKinds.Except(Augmentation.Kinds))
        {
            problems.Add(Components.Names.Unknown("augmentation", kind, Augmentation.Kinds));
        }
        if (problems.Count > 0)
        {
            throw new RecipeException(problems);
        }
    }

    /// <summary>Throws if points are to be mirrored.</summary>
    /// <exception cref="RecipeException">They are.</exception>
    internal static void CheckFlip(Recipe recipe, SampleShape shape)
    {
        if (recipe.HorizontalFlip && !shape.IsImage)
        {
            throw new RecipeException($"horizontal_flip is for images, but the data are {shape}.");
        }
    }

    /// <summary>What is allowed but hardly meant.</summary>
    internal static IEnumerable<string> Warnings(Recipe recipe)
    {
        bool clips = recipe.Constraints.Any(constraint => constraint is WeightClipping { IsOn: true });
        if (clips && recipe.Objective is not Wasserstein)
        {
            yield return $"weight_clipping bounds the critic of the wasserstein objective; with {recipe.Objective.Name} it only weakens the discriminator";
        }
        bool keepsSlope = clips || recipe.Penalties.Any(penalty => penalty.IsOn) || recipe.Constraints.Any(constraint => constraint.IsOn);
        if (recipe.Objective is Wasserstein && !keepsSlope)
        {
            yield return "the wasserstein objective needs a bounded slope: set gradient_penalty.weight=10, weight_clipping.bound=0.01 or spectral_normalization.enabled=true";
        }
    }
}
