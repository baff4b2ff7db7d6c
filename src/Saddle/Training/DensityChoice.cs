using Saddle.Components;
using Saddle.Data;
using Saddle.Densities;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>A learner of a density by maximum likelihood: see <see cref="LikelihoodLearner"/>. It brings its own network.</summary>
public abstract class DensityChoice : LearnerChoice
{
    private protected DensityChoice(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values) { }

    private protected static Setting Size(int side)
        => Setting.Whole("size", side, "the side in pixels that images are brought to", 4, 256);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Unused { get; } = [.. GameFields.WithDiscriminator, "network"];

    /// <inheritdoc/>
    public override string Headline(Recipe recipe) => ToString();

    /// <inheritdoc/>
    public override SampleShape ShapeFor(Recipe recipe, SampleShape data)
    {
        ArgumentNullException.ThrowIfNull(data);
        long side = Settings.Whole("size");
        return data.IsImage ? new SampleShape(data.Channels, side, side) : data;
    }

    /// <inheritdoc/>
    public override Learner Create(Recipe recipe, DataForm form, Device device)
        => new LikelihoodLearner(recipe, () => CreateDensity(form.Shape), device);

    /// <inheritdoc/>
    public override Generator CreateGenerator(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return CreateDensity(form.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        using DensityGenerator generator = CreateDensity(form.Shape);
        Tensor samples = torch.zeros([2, .. form.Shape.Sizes]);
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => generator.LogDensity(samples));
        long inLayers = layers.Sum(layer => layer.Parameters);
        var rest = new LayerSummary(Description, form.Shape.Sizes, generator.ParameterCount - inLayers);
        return [new NetworkPlan("generator", [.. layers, rest], IsAveraged: true)];
    }

    /// <summary>Builds and initialises the generator from the default random number generator.</summary>
    internal abstract DensityGenerator CreateDensity(SampleShape shape);

    /// <summary>What the generator is besides layers, for a dry run.</summary>
    private protected abstract string Description { get; }
}
