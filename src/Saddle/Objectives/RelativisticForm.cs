namespace Saddle.Objectives;

/// <summary>How relativistic objectives score a difference of logits that ought to be positive.</summary>
public enum RelativisticForm
{
    /// <summary>-log D of the difference.</summary>
    NonSaturating,

    /// <summary>The squared distance from 1.</summary>
    LeastSquares,

    /// <summary>What is missing to 1.</summary>
    Hinge,
}
