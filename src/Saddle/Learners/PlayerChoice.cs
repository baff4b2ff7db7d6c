using Saddle.Components;
using Saddle.Optimizers;

namespace Saddle.Learners;

/// <summary>
/// A learner whose players are networks that follow a loss downhill, and of whose generator an average is kept.
/// </summary>
public abstract partial record PlayerChoice : LearnerChoice
{
    /// <summary>Half-life of the generator's moving average in images; 0 for none.</summary>
    [Setting(0, 1e12)] public double AverageHalfLifeImages { get; init; } = 5_000;

    /// <summary>How learning rates change: constant; linear or cosine, to 0 at the end.</summary>
    [Setting] public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Largest norm that a network's gradient may have; 0 for any.</summary>
    [Setting(0, 1e12)] public double GradientClip { get; init; }

    /// <summary>Weight of the distance to the mean of all past parameters; 0 for off.</summary>
    [Setting(0, 1e9)] public double HistoricalAveraging { get; init; }

    /// <summary>What updates the generator.</summary>
    [Setting] public OptimizerChoice GeneratorOptimizer { get; init; } = new AdamChoice();
}
