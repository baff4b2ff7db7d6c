using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>From samples to the features in which metrics compare them.</summary>
public abstract class FeatureNetwork : IDisposable
{
    /// <summary>What it is, as reports name it.</summary>
    public abstract FeatureOrigin Origin { get; }

    /// <summary>Where samples have to lie whose features it computes.</summary>
    public virtual Device Device => Device.Cpu;

    /// <summary>The features of every sample, a part at a time, without gradients.</summary>
    /// <param name="samples">The samples; images are rounded to bytes first, as they are when they are saved.</param>
    /// <param name="work">Whom to tell how far it is, what stops it, and where metrics work on what is found.</param>
    /// <exception cref="InputException">The network cannot take such samples, or what it makes of them is no use.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public FeatureSet Of(SampleSet samples, DataWork? work = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Check(samples);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        List<Tensor> features = [], logits = [], labels = [];
        for (long part = 0; part < samples.Parts; part++)
        {
            work?.Cancellation.ThrowIfCancellationRequested();
            using DisposeScope step = torch.NewDisposeScope();
            Batch batch = samples.Read(part);
            Tensor input = samples.Shape.IsImage ? ImageSet.ToBytes(batch.Real) : batch.Real;
            (Tensor made, Tensor? classes) = Compute(input.contiguous().to(Device));
            features.Add(step.MoveToOuter(made));
            Keep(logits, classes, step);
            Keep(labels, batch.Labels, step);
            long done = Math.Min(samples.Count, (part + 1) * SampleSet.PartLength);
            work?.Progress?.Invoke(new DataProgress($"features of {samples.Name}", done, samples.Count));
        }
        return new FeatureSet(torch.cat([.. features]), Origin, Joined(logits), samples.Name, Joined(labels), work?.Device);
    }

    /// <summary>Makes sure that the network can take such samples.</summary>
    /// <exception cref="InputException">It cannot; the message says what would do.</exception>
    protected virtual void Check(SampleSet samples) { }

    /// <summary>The features of some samples.</summary>
    /// <param name="samples">
    /// On <see cref="Device"/>: uint8 <c>[N, C, H, W]</c> for images, float32 <c>[N, 2]</c> for points.
    /// </param>
    /// <returns><c>[N, D]</c>, and of a classifier logits <c>[N, K]</c>.</returns>
    protected abstract (Tensor Features, Tensor? Logits) Compute(Tensor samples);

    /// <summary>Frees the network.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private static Tensor? Joined(List<Tensor> parts) => parts.Count > 0 ? torch.cat([.. parts]) : null;

    private static void Keep(List<Tensor> kept, Tensor? made, DisposeScope scope)
    {
        if (made is not null)
        {
            kept.Add(scope.MoveToOuter(made));
        }
    }
}
