namespace Saddle.Objectives;

/// <summary>
/// The theorem of a game that measures a supremum over functions on the whole space: what the best critic of a class loses less
/// than one that is constant. It is 0 between equals and positive between others.
/// </summary>
/// <param name="Statement">The theorem in one line.</param>
/// <param name="DivergenceName">What the game measures at the optimum.</param>
/// <param name="Slope">
/// The class: critics that differ between two points by at most so many times their distance; infinite for every function.
/// </param>
/// <param name="Divergence">
/// The same number by another way than critics; null where none is known. See <see cref="AtomDivergence"/>.
/// </param>
public sealed record SupremumTheorem(
    string Statement, string DivergenceName, double Slope, AtomDivergence? Divergence = null)
    : Theorem(Statement, DivergenceName);
