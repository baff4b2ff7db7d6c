using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A learner whose discriminator is an autoencoder, of the network's discriminator and generator: see <see cref="EnergyLearner"/>.
/// </summary>
public abstract class EnergyChoice : LearnerChoice
{
    private protected EnergyChoice(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values) { }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Unused => GameFields.WithObjective;

    /// <inheritdoc/>
    public override string Headline(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return $"{recipe.Network.Name}, {this}";
    }

    /// <inheritdoc/>
    public override void Check(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        RecipeChecks.CheckFlip(recipe, form.Shape);
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        return recipe.Network.CreateGenerator(form.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using Generator generator = CreateGenerator(recipe, form);
        using var discriminator = new Autoencoder(recipe.Network, form.Shape);
        generator.Train(false);
        discriminator.Train(false);
        Tensor samples = torch.zeros([2, .. form.Shape.Sizes]);
        return
        [
            new NetworkPlan("generator", LayerSummary.Of(() => generator.Forward(generator.Latents(2))), IsAveraged: true),
            new NetworkPlan("discriminator", LayerSummary.Of(() => discriminator.Decode(discriminator.Encode(samples)))),
        ];
    }
}
