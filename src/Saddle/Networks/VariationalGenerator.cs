using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// The two networks of a variational autoencoder (arXiv:1312.6114). Without a condition it decodes the latent, drawn from N(0,
/// I). Told a picture, it decodes a draw from what the encoder finds likely for it, of which the latent is the noise: zeros give
/// the reconstruction.
/// </summary>
public sealed class VariationalGenerator : Generator
{
    private readonly Layer _encoder;
    private readonly Generator _decoder;

    /// <summary>Builds and initialises both networks from the default random number generator.</summary>
    /// <param name="network">The pair: its generator decodes, its discriminator encodes.</param>
    /// <param name="shape">The shape of a sample.</param>
    public VariationalGenerator(Network network, SampleShape shape) : this(CreateDecoder(network, shape), network) { }

    private VariationalGenerator(Generator decoder, Network network) : base(decoder.LatentSize, decoder.Shape)
    {
        _decoder = AddChild("decoder", decoder);
        _encoder = AddChild("encoder", Networks.Encoder.Of(network, decoder.Shape, 2L * decoder.LatentSize));
    }

    /// <summary>From latents to samples.</summary>
    internal Generator Decoder => _decoder;

    /// <summary>From samples to mean and logarithm of the variance, side by side.</summary>
    internal Layer Encoder => _encoder;

    /// <summary>The normal distribution of the latents that a sample may have come from.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    /// <returns>Its mean and the logarithm of its variance in each dimension, <c>[N, Z]</c> each.</returns>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!Shape.Fits(samples))
        {
            throw new ArgumentException($"The encoder expects {Shape}, but received {Tensor.ShapeText(samples.shape)}.");
        }
        Tensor[] parts = _encoder.Forward(samples).chunk(2, dim: 1);
        return (parts[0], parts[1]);
    }

    /// <summary>KL(N(mean, variance) || N(0, I)), in closed form (arXiv:1312.6114, appendix B).</summary>
    /// <param name="mean"><c>[N, Z]</c>.</param>
    /// <param name="logVariance"><c>[N, Z]</c>.</param>
    /// <returns>Nats, <c>[N]</c>.</returns>
    public static Tensor Divergence(Tensor mean, Tensor logVariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(logVariance);
        return (mean.square() + logVariance.exp() - 1 - logVariance).sum([1]) / 2;
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
    {
        if (condition is null)
        {
            return _decoder.Forward(latent);
        }
        (Tensor mean, Tensor logVariance) = condition is PictureCondition { Pictures: var pictures }
            ? Encode(pictures)
            : throw new ArgumentException(
                $"A variational autoencoder is told pictures or nothing, but received {condition.Kind}.");
        return _decoder.Forward(mean + latent * (logVariance / 2).exp());
    }

    private static LatentGenerator CreateDecoder(Network network, SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.CreateGenerator(shape);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return _decoder.Export(graph);
    }

    /// <summary>Writes the encoder into a graph.</summary>
    /// <returns>The mean and the logarithm of the variance of a sample's latent.</returns>
    internal (GraphValue Mean, GraphValue LogVariance) ExportEncoder(ExportGraph graph)
    {
        IReadOnlyList<GraphValue> parts = graph.Parts(_encoder.Write(graph, graph.Samples(Shape.Sizes)), 1, 2);
        return (parts[0], parts[1]);
    }
}
