using Saddle.Components;
using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// Multilayer perceptrons, as in the first GAN (arXiv:1406.2661): dense layers with ReLU in the generator and, by default, leaky
/// ReLU in the discriminator, for points and small images. Images end in tanh; points are unbounded.
/// </summary>
[Component("mlp", "dense layers, for points and small images", Source = "arXiv:1406.2661")]
public sealed partial record Mlp : Network
{
    /// <summary>The dimensions of the latent.</summary>
    [Setting(1, 4096)] public int Latent { get; init; } = 2;

    /// <summary>The features of the generator's hidden layers.</summary>
    [Setting(1, 8192)] public int GeneratorWidth { get; init; } = 128;

    /// <summary>The features of the discriminator's hidden layers.</summary>
    [Setting(1, 8192)] public int DiscriminatorWidth { get; init; } = 128;

    /// <summary>How many hidden layers each network has.</summary>
    [Setting(1, 16)] public int HiddenLayers { get; init; } = 3;

    /// <summary>What stands between the discriminator's layers.</summary>
    [Setting] public HiddenActivation DiscriminatorActivation { get; init; }

    /// <summary>
    /// What the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498).
    /// </summary>
    [Setting] public MinibatchFeature Minibatch { get; init; }

    /// <inheritdoc/>
    protected override SampleShape ShapeForCore(SampleShape data) => data;

    /// <inheritdoc/>
    protected override LatentGenerator CreateGeneratorCore(SampleShape shape, int extraLatent)
    {
        int latent = Latent + extraLatent;
        List<Layer> layers = [.. Hidden(latent, GeneratorWidth, () => new ReLU()), new Linear(GeneratorWidth, shape.Elements)];
        if (shape.IsImage)
        {
            layers.AddRange([new Tanh(), new Reshape(shape.Sizes)]);
        }
        return new LatentGenerator(new Sequential(layers), latent, shape);
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        List<Layer> layers =
            [new Flatten(), .. Hidden(shape.Elements, DiscriminatorWidth, () => DiscriminatorActivation.Create())];
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [DiscriminatorWidth], features => new Linear(features, 1));
        return new Discriminator(new Sequential(layers), head, shape);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        if (DiscriminatorActivation == HiddenActivation.GroupSort && DiscriminatorWidth % 2 != 0)
        {
            yield return $"group-sort orders pairs of features, but discriminator_width is {DiscriminatorWidth}; "
                + $"take {DiscriminatorWidth + 1}";
        }
    }

    private IEnumerable<Layer> Hidden(long inputs, long width, Func<Layer> activation)
    {
        for (int layer = 0; layer < HiddenLayers; layer++)
        {
            yield return new Linear(layer == 0 ? inputs : width, width);
            yield return activation();
        }
    }
}
