using Saddle.Torch;

namespace Saddle.Data;

/// <summary>What one discriminator step sees of the data.</summary>
/// <param name="Real">Samples, <c>[N, C, H, W]</c> in [-1, 1] for images, <c>[N, 2]</c> for points.</param>
/// <param name="Labels">Class numbers, int64 <c>[N]</c>, or null where the data has none.</param>
public sealed record Batch(Tensor Real, Tensor? Labels);
