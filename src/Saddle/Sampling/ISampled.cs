namespace Saddle.Sampling;

/// <summary>What says which options samples are drawn by, besides those of every run: conditionings and learners.</summary>
public interface ISampled
{
    /// <summary>The options that it takes, in the order in which they are listed.</summary>
    public IReadOnlyList<SampleOption> SampleOptions { get; }
}
