using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>What a player follows downhill.</summary>
/// <param name="Value">A scalar with history.</param>
public sealed record Loss(Tensor Value)
{
    /// <summary>What the metrics show beside it: scalars by name.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Shown { get; init; } = [];
}
