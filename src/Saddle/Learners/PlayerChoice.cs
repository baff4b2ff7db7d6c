using Saddle.Components;
using Saddle.Optimizers;

namespace Saddle.Learners;

/// <summary>
/// A learner whose players are networks that follow a loss downhill, and of whose generator an average is kept.
/// </summary>
public abstract partial record PlayerChoice : LearnerChoice
{
    // The largest half-life on the ramp, of the images seen (arXiv:1912.04958, the official code's ema_rampup).
    private const double RampShare = 0.05;

    /// <summary>Half-life of the generator's moving average in images; 0 for none.</summary>
    [Setting(0, 1e12)] public double AverageHalfLifeImages { get; init; } = 5_000;

    /// <summary>How its half-life begins: at once, at most a share of the images seen, or with the schedule.</summary>
    [Setting] public AverageWarmup AverageWarmup { get; init; } = AverageWarmup.Ramp;

    /// <summary>How learning rates change: constant, linear or cosine.</summary>
    [Setting] public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Largest norm that a network's gradient may have; 0 for any.</summary>
    [Setting(0, 1e12)] public double GradientClip { get; init; }

    /// <summary>Weight of the distance to the mean of all past parameters; 0 for off.</summary>
    [Setting(0, 1e9)] public double HistoricalAveraging { get; init; }

    /// <summary>What updates the generator.</summary>
    [Setting] public OptimizerChoice GeneratorOptimizer { get; init; } = new AdamChoice();

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
    {
        if (AverageWarmup == AverageWarmup.Schedule && AverageHalfLifeImages > 0 && Schedule is ConstantSchedule)
        {
            yield return "average_warmup schedule follows a schedule that goes somewhere, but schedule is constant; "
                + "set schedule=cosine, or average_warmup=ramp";
        }
    }

    /// <summary>How much of its way the schedule has gone before a step, from 0 to 1.</summary>
    internal double Way(StepContext context) => Schedule.Way(Progress(context));

    /// <summary>The share of the learning rate that a step has.</summary>
    internal double LearningRateShare(StepContext context) => Schedule.Share(Progress(context));

    /// <summary>The half-life of the generator's average at the end of a step, in images.</summary>
    internal double HalfLifeImages(StepContext context) => AverageWarmup switch
    {
        AverageWarmup.Ramp => Math.Min(AverageHalfLifeImages, RampShare * (context.Images + context.Batch)),
        AverageWarmup.Schedule => AverageHalfLifeImages * Way(context),
        _ => AverageHalfLifeImages,
    };

    private double Progress(StepContext context) => Schedule.Progress(context.Images, context.TotalImages);
}
