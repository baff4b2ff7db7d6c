using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>How learning rates change over a run. To add one: a record, and a line in <see cref="All"/>.</summary>
public abstract record LearningRateSchedule : Component
{
    /// <summary>Every schedule, in the order in which they are listed.</summary>
    public static Catalogue<LearningRateSchedule> All { get; } = new(
        "schedule",
        ConstantSchedule.Entry,
        LinearSchedule.Entry,
        CosineSchedule.Entry);

    /// <summary>Learning rates stay what they are.</summary>
    public static LearningRateSchedule Constant => new ConstantSchedule();

    /// <summary>In a line to 0 at the end.</summary>
    public static LearningRateSchedule Linear => new LinearSchedule();

    /// <summary>Along half a cosine to 0 at the end.</summary>
    public static LearningRateSchedule Cosine => new CosineSchedule();

    /// <summary>The share of the recipe's learning rate at a point of the run.</summary>
    /// <param name="progress">How much of the run is done, from 0 to 1.</param>
    /// <returns>At least 0; 1 for the recipe's own.</returns>
    public double Share(double progress)
    {
        ThrowIfInvalid();
        return ShareCore(progress);
    }

    /// <summary>
    /// How much of its way it has gone, from 0 to 1: what follows it besides the learning rate is then as far from its first
    /// value to its last.
    /// </summary>
    /// <param name="progress">How much of the run is done, from 0 to 1.</param>
    public double Way(double progress)
    {
        ThrowIfInvalid();
        return WayCore(progress);
    }

    /// <summary>The progress that it goes by.</summary>
    /// <param name="images">How many images have been learnt from.</param>
    /// <param name="totalImages">How many will have been at the end of the run.</param>
    /// <returns>From 0 to 1.</returns>
    public virtual double Progress(long images, long totalImages) => Math.Min(1, (double)images / totalImages);

    /// <summary>The share, settings checked.</summary>
    protected abstract double ShareCore(double progress);

    /// <summary>The way gone, settings checked.</summary>
    protected virtual double WayCore(double progress) => 1 - ShareCore(progress);
}
