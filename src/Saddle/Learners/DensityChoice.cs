using Saddle.Data;
using Saddle.Densities;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A learner of a density by maximum likelihood: see <see cref="LikelihoodLearner"/>. It brings its own network.
/// </summary>
public abstract record DensityChoice : PlayerChoice
{
    /// <inheritdoc/>
    public override string Headline => ToString();

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.IsImage ? new SampleShape(data.Channels, Side, Side) : data;
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return CreateDensity(form.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkPlan> Plan(DataForm form)
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
    public abstract DensityGenerator CreateDensity(SampleShape shape);

    /// <summary>The side in pixels that images are brought to.</summary>
    protected abstract int Side { get; }

    /// <summary>What the generator is besides layers, for a dry run.</summary>
    protected abstract string Description { get; }

    /// <inheritdoc/>
    protected override Learner CreateCore(LearnerSetup setup) => new LikelihoodLearner(this, setup);
}
