namespace Saddle.Objectives;

/// <summary>
/// What an objective's discriminator tends to when it is trained to its optimum against a fixed generator, and what the game
/// measures there: a <see cref="PointwiseTheorem"/> where the best logit at a point follows from the densities at that point, a
/// <see cref="SupremumTheorem"/> where it hangs together with those of all other points.
/// </summary>
/// <param name="Statement">The theorem in one line.</param>
/// <param name="DivergenceName">What the game measures at the optimum.</param>
public abstract record Theorem(string Statement, string DivergenceName);
