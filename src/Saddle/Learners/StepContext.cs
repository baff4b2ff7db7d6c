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
        HasNumbersOnDevice = data.Device.Type != DeviceType.Cpu;
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
    public Batch Next(int count) => Recorder is null ? _data.Next(count) : Recorder.Next(_data, count);

    /// <summary>Whether something is due that is done at every so many updates.</summary>
    /// <param name="interval">At every how many.</param>
    /// <param name="update">The number of the update, from 0.</param>
    public bool IsDue(int interval, long update)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        return Decide(() => update % interval == 0 ? 1 : 0) == 1;
    }

    /// <summary>
    /// A whole number that decides what is done in a step: steps of one kind have the same (<see cref="Learner.KindOf"/>).
    /// </summary>
    /// <param name="value">Works the number out.</param>
    public long Decide(Func<long> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Recorder is null ? value() : Recorder.Decide(value);
    }

    /// <summary>A number that differs from step to step, as a scalar (float64) on the learner's device.</summary>
    /// <param name="value">Works the number out.</param>
    public Tensor Scalar(Func<StepContext, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Recorder is null
            ? torch.full([], value(this), ScalarType.Float64, _data.Device)
            : Recorder.Scalar(() => value(this));
    }

    /// <summary>
    /// Does what is the host's business in each step, such as counting: where a step is played again, only this is done anew.
    /// </summary>
    /// <param name="work">It touches no tensor.</param>
    public void OnHost(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Recorder is null)
        {
            work();
        }
        else
        {
            Recorder.OnHost(work);
        }
    }

    /// <summary>What records the step; null where it is only made.</summary>
    internal StepRecorder? Recorder { get; set; }

    /// <summary>
    /// Whether all numbers that differ from step to step are to lie on the device: on a GPU. A processor takes them as they come.
    /// </summary>
    internal bool HasNumbersOnDevice { get; init; }
}
