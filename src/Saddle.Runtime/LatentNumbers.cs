using Saddle.Shared;

namespace Saddle.Runtime;

/// <summary>Draws latents.</summary>
internal static class LatentNumbers
{
    /// <summary>Draws the latents of samples that follow each other.</summary>
    /// <param name="latent">What latents are.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSample">The number of the first sample.</param>
    /// <param name="target"><c>[N, L]</c>.</param>
    internal static void Draw(LatentDescription latent, ulong seed, ulong firstSample, Span<float> target)
    {
        if (latent.Distribution == LatentDistribution.Uniform)
        {
            Philox.Uniform(seed, firstSample, latent.Size, target);
        }
        else
        {
            Philox.Normal(seed, firstSample, latent.Size, target);
        }
    }
}
