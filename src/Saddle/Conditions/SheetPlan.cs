using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>What the grid of samples shows that is drawn again and again while a run learns.</summary>
/// <param name="Count">How many samples.</param>
public sealed record SheetPlan(int Count)
{
    /// <summary>The fixed conditions of the samples, or null.</summary>
    public Condition? Condition { get; init; }

    /// <summary>How many samples one after another share a latent, so that only their conditions differ.</summary>
    public int LatentShare { get; init; } = 1;

    /// <summary>Cells in a row; nearly a square if null.</summary>
    public int? Columns { get; init; }

    /// <summary>Pictures to the left of each sample, <c>[N, C, H, W]</c>, or null.</summary>
    public Tensor? Left { get; init; }

    /// <summary>Pictures to the right of each sample, <c>[N, C, H, W]</c>, or null.</summary>
    public Tensor? Right { get; init; }
}
