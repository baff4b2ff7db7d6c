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

    /// <summary>How many the discriminator has; 0 for as many as the generator.</summary>
    [Setting(0, 16)] public int DiscriminatorLayers { get; init; }

    /// <summary>What normalises the generator's hidden layers: batch, or none.</summary>
    [Setting(Only = new object[] { Normalization.Batch, Normalization.None })]
    public Normalization GeneratorNormalization { get; init; } = Normalization.None;

    /// <summary>What stands between the discriminator's layers.</summary>
    [Setting] public HiddenActivation DiscriminatorActivation { get; init; }

    /// <summary>How many pieces its maxout units have instead of that (arXiv:1302.4389); 0 for none.</summary>
    [Setting(0, 64)] public int MaxoutPieces { get; init; }

    /// <summary>The standard deviation of the initial weights, biases 0; 0 for U(-b, b), b = 1 / sqrt(inputs).</summary>
    [Setting(0, 10)] public double InitialDeviation { get; init; }

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
        bool isNormalized = GeneratorNormalization == Normalization.Batch;
        List<Layer> layers =
        [
            .. Hidden(latent, GeneratorWidth, HiddenLayers, (inputs, width) => isNormalized
                ? [new Linear(inputs, width, bias: false), new BatchNorm1d(width), new ReLU()]
                : [new Linear(inputs, width), new ReLU()]),
            new Linear(GeneratorWidth, shape.Elements),
        ];
        if (shape.IsImage)
        {
            layers.AddRange([new Tanh(), new Reshape(shape.Sizes)]);
        }
        return Initialized(new LatentGenerator(new Sequential(layers), latent, shape));
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(SampleShape shape)
    {
        int count = DiscriminatorLayers == 0 ? HiddenLayers : DiscriminatorLayers;
        List<Layer> layers =
        [
            new Flatten(),
            .. Hidden(shape.Elements, DiscriminatorWidth, count, (inputs, width) => MaxoutPieces > 0
                ? [new Linear(inputs, width * MaxoutPieces), new Maxout(MaxoutPieces)]
                : [new Linear(inputs, width), DiscriminatorActivation.Create()]),
        ];
        Layer head = MinibatchLayer.AddTo(layers, Minibatch, [DiscriminatorWidth], features => new Linear(features, 1));
        return Initialized(new Discriminator(new Sequential(layers), head, shape));
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        if (MaxoutPieces == 0 && DiscriminatorActivation == HiddenActivation.GroupSort && DiscriminatorWidth % 2 != 0)
        {
            yield return $"group-sort orders pairs of features, but discriminator_width is {DiscriminatorWidth}; "
                + $"take {DiscriminatorWidth + 1}";
        }
    }

    private static IEnumerable<Layer> Hidden(long inputs, long width, int count, Func<long, long, IEnumerable<Layer>> layer)
        => Enumerable.Range(0, count).SelectMany(index => layer(index == 0 ? inputs : width, width));

    private T Initialized<T>(T network) where T : Module
    {
        if (InitialDeviation > 0)
        {
            Initialization.Normal(network, InitialDeviation);
        }
        return network;
    }
}
