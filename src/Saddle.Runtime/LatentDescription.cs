namespace Saddle.Runtime;

/// <summary>The latents of a generator.</summary>
/// <param name="Size">L, the dimensions of a latent; at least 1.</param>
/// <param name="Distribution">What they are drawn from.</param>
/// <param name="Numbers">
/// What the training program draws them with: <c>philox</c>, so that a seed shows the same samples there and here, or
/// <c>mt19937</c>, so that it shows others. Here it is always Philox.
/// </param>
public sealed record LatentDescription(int Size, LatentDistribution Distribution, string Numbers);
