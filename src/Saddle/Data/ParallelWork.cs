namespace Saddle.Data;

/// <summary>Many small pieces of work on every core, with progress and a way to stop.</summary>
internal static class ParallelWork
{
    private const int ProgressMilliseconds = 100;

    /// <summary>
    /// Does the pieces 0 to <paramref name="count"/> - 1 in any order; the caller's thread only waits and tells.
    /// </summary>
    /// <param name="what">What is done, for the progress.</param>
    /// <param name="count">How many pieces, at least 1.</param>
    /// <param name="work">Whom to tell, and what stops it.</param>
    /// <param name="piece">Does one piece; many threads call it at once. Its first exception ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    internal static void Run(string what, int count, DataWork work, Action<int> piece)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(work.Cancellation);
        int next = -1, done = 0;
        void Worker()
        {
            try
            {
                for (int k; (k = Interlocked.Increment(ref next)) < count && !stop.IsCancellationRequested;)
                {
                    piece(k);
                    Interlocked.Increment(ref done);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
        Task[] workers =
        [
            .. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, count)).Select(_ => Task.Factory.StartNew(
                Worker, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        Task all = Task.WhenAll(workers);
        do
        {
            work.Progress?.Invoke(new DataProgress(what, Volatile.Read(ref done), count));
        }
        while (Task.WaitAny([all], ProgressMilliseconds) == -1);
        // The exception as it was thrown, and not one that holds it.
        all.GetAwaiter().GetResult();
        work.Cancellation.ThrowIfCancellationRequested();
        work.Progress?.Invoke(new DataProgress(what, count, count));
    }
}
