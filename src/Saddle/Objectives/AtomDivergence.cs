namespace Saddle.Objectives;

/// <summary>How far two distributions on the same atoms are from each other.</summary>
/// <param name="places">Where the atoms lie, <c>[N, D]</c>.</param>
/// <param name="p">What real data have of each, <c>[N]</c>, summing to 1.</param>
/// <param name="q">What samples have of each, <c>[N]</c>, summing to 1.</param>
public delegate double AtomDivergence(double[,] places, IReadOnlyList<double> p, IReadOnlyList<double> q);
