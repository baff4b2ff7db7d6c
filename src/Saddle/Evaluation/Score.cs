namespace Saddle.Evaluation;

/// <summary>One number of a metric.</summary>
/// <param name="Key">What JSON calls it: <c>fid</c>, <c>kid_mean</c>...</param>
/// <param name="Value">The number.</param>
public sealed record Score(string Key, double Value);
