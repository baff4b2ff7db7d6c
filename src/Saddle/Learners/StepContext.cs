using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// What a learner is told of a step. What changes from step to step comes from here and nowhere else, so that on a GPU a step can
/// be recorded once and played again: whole numbers decide what kind of step it is (<see cref="IsDue"/>), others are scalars on
/// the device (<see cref="Scalar"/>).
/// </summary>
public sealed class StepContext
{
    private readonly Sampler _data;

    /// <summary>A run's first step.</summary>
    /// <param name="data">Where samples come from.</param>
    /// <param name="batch">Samples a step.</param>
    /// <param name="totalImages">How many samples are learnt from in all.</param>
    public StepContext(Sampler data, int batch, long totalImages = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalImages);
        (_data, Batch, TotalImages) = (data, batch, totalImages);
    }

    /// <summary>Samples a step, of each of real and fake.</summary>
    public int Batch { get; }

    /// <summary>
    /// The most samples whose way through the networks is kept in memory at once, where a learner can gather gradients; 0 for the
    /// whole batch.
    /// </summary>
    public int MicroBatch { get; init; }

    /// <summary>Whether so many samples are more than a slice.</summary>
    internal bool Slices(int count) => MicroBatch > 0 && MicroBatch < count;

    /// <summary>How many samples are learnt from in all.</summary>
    public long TotalImages { get; }

    /// <summary>How many steps were made before this one.</summary>
    public long Step { get; internal set; }

    /// <summary>How many samples were learnt from before this step.</summary>
    public long Images => Step * Batch;

    /// <summary>How much of the run is done, from 0 to 1.</summary>
    public double Progress => Math.Min(1, (double)Images / TotalImages);

    /// <summary>Goes on after so many steps, as a run that is taken up does; the sampler has a position of its own.</summary>
    public void StartFrom(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Step = step;
    }

    /// <summary>The next batch of samples, on the learner's device.</summary>
    public Batch Next() => Next(Batch);

    /// <summary>The next samples, on the learner's device.</summary>
    /// <param name="count">How many.</param>
    public Batch Next(int count) => _data.Next(count);

    /// <summary>Whether something is due that is done at every so many updates.</summary>
    /// <param name="interval">At every how many.</param>
    /// <param name="update">The number of the update, from 0.</param>
#pragma warning disable CA1822 // A step that is recorded is told by its answers.
    public bool IsDue(int interval, long update)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        return update % interval == 0;
    }
#pragma warning restore CA1822

    /// <summary>A number that differs from step to step, as a scalar (float64) on the learner's device.</summary>
    /// <param name="value">Works the number out.</param>
    public Tensor Scalar(Func<StepContext, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return torch.full([], value(this), ScalarType.Float64, _data.Device);
    }
}
