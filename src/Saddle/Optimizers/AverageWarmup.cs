namespace Saddle.Optimizers;

/// <summary>
/// How the half-life of a moving average begins. An average that has its full half-life from the start shows the untrained
/// network for as long.
/// </summary>
public enum AverageWarmup
{
    /// <summary>It is what it is from the start.</summary>
    None,

    /// <summary>It is at most a share of the images seen so far (the official code of arXiv:1912.04958).</summary>
    Ramp,

    /// <summary>It rises from 0 as the learning rate's schedule goes its way (the official code of arXiv:2501.05441).</summary>
    Schedule,
}
