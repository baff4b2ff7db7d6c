using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>A term that a conditioning adds to a player's loss, and that the metrics show.</summary>
/// <param name="Name">What the metrics call it.</param>
/// <param name="Value">A scalar with history.</param>
/// <param name="Weight">How much it counts; 0 for one that is only shown.</param>
public sealed record LossTerm(string Name, Tensor Value, double Weight);
