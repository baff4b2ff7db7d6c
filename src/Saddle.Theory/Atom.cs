namespace Saddle.Theory;

/// <summary>A point that has a probability of its own.</summary>
/// <param name="Position">Where it lies; a category's number, from 0, for a list of probabilities.</param>
/// <param name="Probability">From 0 to 1.</param>
public readonly record struct Atom(double Position, double Probability);
