namespace Saddle.Evaluation;

/// <summary>One number of a metric.</summary>
/// <param name="Key">What JSON calls it: <c>fid</c>, <c>kid_mean</c>...</param>
/// <param name="Value">The number.</param>
public sealed record Score(string Key, double Value)
{
    /// <summary>The number; 0 has no sign.</summary>
    public double Value { get; } = Value + 0.0;
}
