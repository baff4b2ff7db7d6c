using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Theory.Experiments;

/// <summary>
/// Independent small trainings, one on each core: their operators are too small to be shared among cores. Each core has a thread
/// that ends with the work: libtorch remembers by thread how many others it may use, and the host's threads are to keep theirs.
/// </summary>
internal static class SideBySide
{
    /// <summary>Does every piece of work and collects the results in order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="work">Does one; it is given its number and whom to tell how much of it is done, from 0 to 1.</param>
    /// <param name="progress">Told how much is done in all; its exception ends everything.</param>
    internal static T[] Run<T>(int count, Func<int, Action<double>, T> work, Action<double> progress)
    {
        var results = new T[count];
        var shares = new double[count];
        var gate = new Lock();
        int next = -1;
        bool failed = false;
        void Worker()
        {
            HostSettings.UseThreads(1);
            try
            {
                for (int k; !Volatile.Read(ref failed) && (k = Interlocked.Increment(ref next)) < count;)
                {
                    int number = k;
                    results[number] = work(number, share => Tell(number, share));
                }
            }
            catch
            {
                Volatile.Write(ref failed, true);
                throw;
            }
        }
        void Tell(int k, double share)
        {
            lock (gate)
            {
                shares[k] = share;
                progress(shares.Sum() / count);
            }
        }
        Task[] workers =
        [
            .. Enumerable.Range(0, Math.Min(Processor.PhysicalCores, count)).Select(_ => Task.Factory.StartNew(
                Worker, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        // The exception as it was thrown, and not one that holds it.
        Task.WhenAll(workers).GetAwaiter().GetResult();
        return results;
    }
}
