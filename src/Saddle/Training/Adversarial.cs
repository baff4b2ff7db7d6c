using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A generator and a discriminator that play against each other: see <see cref="AdversarialLearner"/>.</summary>
public sealed class Adversarial() : LearnerChoice(Entry)
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "adversarial", "a generator and a discriminator play against each other", "arXiv:1406.2661, algorithm 1", [], _ => new Adversarial());

    /// <inheritdoc/>
    public override string Headline(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return $"{recipe.Network.Name}, {recipe.Objective}{(recipe.Conditioning.IsOn ? $", {recipe.Conditioning}" : "")}";
    }

    /// <inheritdoc/>
    public override void Check(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        recipe.Conditioning.Check(form);
        recipe.Conditioning.Check(recipe.Network);
    }

    /// <inheritdoc/>
    public override Learner Create(Recipe recipe, DataForm form, Device device) => new AdversarialLearner(recipe, form, device);

    /// <inheritdoc/>
    public override Generator CreateGenerator(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Conditioning.CreateGenerator(recipe.Network, form);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        using Generator generator = CreateGenerator(recipe, form);
        using Discriminator discriminator = CreateDiscriminator(recipe, form);
        RecipeChecks.Check(recipe, discriminator);
        generator.Train(false);
        discriminator.Train(false);
        Condition? condition = Example(recipe, form);
        return
        [
            new NetworkPlan("generator", LayerSummary.Of(() => generator.Forward(generator.Latents(2), condition)), IsAveraged: true),
            new NetworkPlan("discriminator", LayerSummary.Of(
                () => discriminator.Forward(torch.zeros([2, .. discriminator.Shape.Sizes]), condition))),
        ];
    }

    /// <inheritdoc/>
    public override SheetPlan Sheet(Recipe recipe, DataSet data, DataForm form, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Conditioning.Sheet(data, form, recipe.SampleCount, seed);
    }

    /// <summary>The discriminator, which may judge several samples at once.</summary>
    internal static Discriminator CreateDiscriminator(Recipe recipe, DataForm form)
        => recipe.Conditioning.CreateDiscriminator(recipe.Network, form with { Shape = recipe.PackedShape(form.Shape) });

    // The condition of two samples of nothing.
    private static Condition? Example(Recipe recipe, DataForm form) => recipe.Conditioning.Of(form.Example(2), form);
}
