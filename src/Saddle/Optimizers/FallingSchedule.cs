using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>A schedule that stays, then falls, then stays again: when, and how far.</summary>
public abstract partial record FallingSchedule : LearningRateSchedule
{
    /// <summary>The share of the learning rate that is left at the end.</summary>
    [Setting(0, 1)] public double Final { get; init; }

    /// <summary>Images after which that is reached; 0 for the whole run.</summary>
    [Setting(0, 1e12)] public long Images { get; init; }

    /// <summary>The share of these images before which nothing falls.</summary>
    [Setting(0, 0.999)] public double Start { get; init; }

    /// <inheritdoc/>
    public sealed override double Progress(long images, long totalImages)
        => Math.Max(0, (base.Progress(images, Images > 0 ? Images : totalImages) - Start) / (1 - Start));

    /// <summary>What is left of the way.</summary>
    /// <param name="progress">From 0, where it begins to fall, to 1.</param>
    /// <returns>From 1 to 0.</returns>
    protected abstract double Left(double progress);

    /// <inheritdoc/>
    protected sealed override double ShareCore(double progress) => Final + (1 - Final) * Left(progress);

    /// <inheritdoc/>
    protected sealed override double WayCore(double progress) => 1 - Left(progress);
}
