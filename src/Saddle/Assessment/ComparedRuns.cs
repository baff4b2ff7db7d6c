namespace Saddle.Assessment;

/// <summary>Runs that differ in their seed only.</summary>
/// <param name="Label">What sets them apart from the others.</param>
/// <param name="Runs">The runs, at least one.</param>
public sealed record ComparedRuns(string Label, IReadOnlyList<ComparedRun> Runs)
{
    /// <summary>
    /// The mean of a score and its standard deviation over the runs (N - 1); not a number where it is not known.
    /// </summary>
    /// <param name="key">The score's key.</param>
    public (double Mean, double Deviation) this[string key]
    {
        get
        {
            double[] values = [.. Runs.Where(run => run.Scores.ContainsKey(key)).Select(run => run.Scores[key])];
            if (values.Length == 0)
            {
                return (double.NaN, double.NaN);
            }
            double mean = values.Average();
            double squares = values.Sum(value => (value - mean) * (value - mean));
            return (mean, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : double.NaN);
        }
    }

    /// <summary>The mean training time in seconds.</summary>
    public double Seconds => Runs.Average(run => run.Seconds);

    /// <summary>The steps of the longest run.</summary>
    public long Steps => Runs.Max(run => run.Step);
}
