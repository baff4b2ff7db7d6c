using Microsoft.ML.OnnxRuntime;

namespace Saddle.Runtime;

/// <summary>Computes the samples of a plan, batch by batch.</summary>
internal static class Sampler
{
    /// <summary>The batches, each computed when it is asked for; the caller disposes of each.</summary>
    /// <param name="model">What draws.</param>
    /// <param name="plan">What is drawn.</param>
    /// <param name="cancellation">Ends the drawing early, within a batch as well.</param>
    internal static IEnumerable<SampleBatch> Batches(ModelSession model, SamplePlan plan, CancellationToken cancellation)
    {
        Feed[] feeds = plan.Feeds();
        try
        {
            using var run = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using CancellationTokenRegistration registration = cancellation.Register(() => run.Terminate = true);
            for (int start = 0; start < plan.Count;)
            {
                cancellation.ThrowIfCancellationRequested();
                int length = plan.BatchLength(start);
                OrtValue samples = model.Run(feeds, start, length, run, cancellation);
                yield return new SampleBatch(samples, model, length, plan.Inputs?.PaddingOf(start));
                start += length;
            }
        }
        finally
        {
            Array.ForEach(feeds, feed => feed.Dispose());
        }
    }

    /// <summary>Writes all values of a plan.</summary>
    /// <param name="model">What draws.</param>
    /// <param name="plan">What is drawn.</param>
    /// <param name="target">Room for all of them.</param>
    /// <param name="cancellation">Ends the drawing early.</param>
    internal static void Fill(ModelSession model, SamplePlan plan, Span<float> target, CancellationToken cancellation)
    {
        foreach (SampleBatch batch in Batches(model, plan, cancellation))
        {
            using (batch)
            {
                for (int k = 0; k < batch.Count; k++)
                {
                    batch.CopyValues(k, target);
                    target = target[batch.SampleSize..];
                }
            }
        }
    }
}
