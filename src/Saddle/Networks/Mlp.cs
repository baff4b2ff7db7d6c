using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>
/// Multilayer perceptrons, as in the first GAN (arXiv:1406.2661): dense layers with ReLU in the generator and leaky ReLU in the
/// discriminator, for points and small images. Images end in tanh; points are unbounded.
/// </summary>
public sealed class Mlp : Network
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Network> Entry { get; } = new(
        "mlp", "dense layers, for points and small images", "arXiv:1406.2661",
        [
            Setting.Whole("latent", 2, "the dimensions of the latent", 1, 4096),
            Setting.Whole("generator_width", 128, "the features of the generator's hidden layers", 1, 8192),
            Setting.Whole("discriminator_width", 128, "the features of the discriminator's hidden layers", 1, 8192),
            Setting.Whole("hidden_layers", 3, "how many hidden layers each network has", 1, 16),
            MinibatchLayer.Setting,
        ],
        s => new Mlp(
            (int)s.Whole("latent"), (int)s.Whole("generator_width"), (int)s.Whole("discriminator_width"), (int)s.Whole("hidden_layers"),
            s.Text("minibatch")));

    private readonly int _latent;
    private readonly int _generatorWidth;
    private readonly int _discriminatorWidth;
    private readonly int _hiddenLayers;
    private readonly string _minibatch;

    /// <summary>Describes a pair.</summary>
    /// <param name="latent">The dimensions of the latent.</param>
    /// <param name="generatorWidth">The features of the generator's hidden layers.</param>
    /// <param name="discriminatorWidth">The features of the discriminator's hidden layers.</param>
    /// <param name="hiddenLayers">How many hidden layers each network has.</param>
    /// <param name="minibatch">What the discriminator sees of the batch as a whole: none, deviation or discrimination.</param>
    public Mlp(int latent = 2, int generatorWidth = 128, int discriminatorWidth = 128, int hiddenLayers = 3, string minibatch = "none")
        : base(Entry, ("latent", latent), ("generator_width", generatorWidth),
            ("discriminator_width", discriminatorWidth), ("hidden_layers", hiddenLayers), ("minibatch", minibatch))
        => (_latent, _generatorWidth, _discriminatorWidth, _hiddenLayers, _minibatch)
            = (latent, generatorWidth, discriminatorWidth, hiddenLayers, minibatch);

    /// <inheritdoc/>
    public override SampleShape ShapeFor(SampleShape data) => data;

    /// <inheritdoc/>
    public override LatentGenerator CreateGenerator(SampleShape shape, int extraLatent = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int latent = _latent + extraLatent;
        List<Layer> layers = [.. Hidden(latent, _generatorWidth, () => new ReLU()), new Linear(_generatorWidth, shape.Elements)];
        if (shape.IsImage)
        {
            layers.AddRange([new Tanh(), new Reshape(shape.Sizes)]);
        }
        return new LatentGenerator(new Sequential(layers), latent, shape);
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        List<Layer> layers = [new Flatten(), .. Hidden(shape.Elements, _discriminatorWidth, () => new LeakyReLU(0.2))];
        Layer head = MinibatchLayer.AddTo(layers, _minibatch, [_discriminatorWidth], features => new Linear(features, 1));
        return new Discriminator(new Sequential(layers), head, shape);
    }

    private IEnumerable<Layer> Hidden(long inputs, long width, Func<Layer> activation)
    {
        for (int layer = 0; layer < _hiddenLayers; layer++)
        {
            yield return new Linear(layer == 0 ? inputs : width, width);
            yield return activation();
        }
    }
}
