using Saddle.Data;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>Encoders made of discriminators: all but the last layer, then a dense one.</summary>
internal static class Encoder
{
    /// <summary>Builds and initialises an encoder from the default random number generator.</summary>
    /// <param name="network">Whose discriminator it is.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="outputs">F, the numbers that a sample becomes: <c>[N, ...]</c> to <c>[N, F]</c>.</param>
    internal static Sequential Of(Network network, SampleShape shape, long outputs)
    {
        Discriminator discriminator = network.CreateDiscriminator(shape);
        long features = discriminator.FeatureCount;
        return new Sequential(discriminator.GiveMain(), new Flatten(), new Linear(features, outputs));
    }
}
