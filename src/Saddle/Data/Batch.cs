using Saddle.Torch;

namespace Saddle.Data;

/// <summary>What one discriminator step sees of the data: samples, and what is known of each.</summary>
/// <param name="Real">Samples, <c>[N, C, H, W]</c> in [-1, 1] for images, <c>[N, 2]</c> for points.</param>
/// <param name="Labels">Class numbers, int64 <c>[N]</c>, or null where the data has none.</param>
public sealed record Batch(Tensor Real, Tensor? Labels)
{
    /// <summary>A caption for each sample; empty where the data has none.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>
    /// The picture that each sample is the answer to, <c>[N, C', H, W]</c> in [-1, 1], or null where the data has no pairs. Of
    /// films the past frames, one after another in the channels, oldest first.
    /// </summary>
    public Tensor? Input { get; init; }
}
