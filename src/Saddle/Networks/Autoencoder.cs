using Saddle.Data;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// An encoder, made of a network's discriminator, and a decoder, its generator: samples to samples through a code.
/// </summary>
public sealed class Autoencoder : Module
{
    private readonly Layer _encoder;
    private readonly Generator _decoder;

    /// <summary>Builds and initialises both from the default random number generator.</summary>
    /// <param name="network">The pair; the code has as many numbers as its latent.</param>
    /// <param name="shape">The shape of a sample.</param>
    public Autoencoder(Network network, SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(shape);
        _decoder = network.CreateGenerator(shape);
        _encoder = AddChild("encoder", Encoder.Of(network, shape, _decoder.LatentSize));
        AddChild("decoder", _decoder);
    }

    /// <summary>The codes of samples, <c>[N, F]</c>.</summary>
    /// <param name="samples"><c>[N, ...]</c>.</param>
    public Tensor Encode(Tensor samples) => _encoder.Forward(samples);

    /// <summary>Samples of the codes, <c>[N, ...]</c>.</summary>
    /// <param name="codes"><c>[N, F]</c>.</param>
    public Tensor Decode(Tensor codes) => _decoder.Forward(codes);
}
