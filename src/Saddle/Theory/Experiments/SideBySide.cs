using System.Runtime.ExceptionServices;
using Saddle.Training;

namespace Saddle.Theory.Experiments;

/// <summary>Independent small trainings, one on each core: their operators are too small to be shared among cores.</summary>
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
        var options = new ParallelOptions { MaxDegreeOfParallelism = Processor.PhysicalCores };
        try
        {
            Parallel.For(0, count, options, k => results[k] = work(k, share =>
            {
                lock (gate)
                {
                    shares[k] = share;
                    progress(shares.Sum() / count);
                }
            }));
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
        return results;
    }
}
