namespace Saddle.Training;

/// <summary>How learning rates change over a run.</summary>
public enum LearningRateSchedule
{
    /// <summary>They do not.</summary>
    Constant,

    /// <summary>In a line to 0 at the end.</summary>
    Linear,

    /// <summary>Along half a cosine to 0 at the end.</summary>
    Cosine,
}

/// <summary>What a schedule makes of learning rates.</summary>
internal static class LearningRateScheduleShares
{
    /// <summary>The share of the recipe's learning rate at a point of the run.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="progress">How much of the run is done, from 0 to 1.</param>
    internal static double Share(this LearningRateSchedule schedule, double progress) => schedule switch
    {
        LearningRateSchedule.Linear => 1 - progress,
        LearningRateSchedule.Cosine => (1 + Math.Cos(Math.PI * progress)) / 2,
        _ => 1,
    };
}
