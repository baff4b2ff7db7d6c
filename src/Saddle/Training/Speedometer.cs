using System.Diagnostics;

namespace Saddle.Training;

/// <summary>Measures time and rate.</summary>
internal sealed class Speedometer
{
    private const int Window = 50;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Queue<(double Seconds, long Total)> _recent = new();
    private long _total;

    internal Speedometer() => _recent.Enqueue((0, 0));

    /// <summary>The time since the start, in seconds.</summary>
    internal double Seconds => _clock.Elapsed.TotalSeconds;

    /// <summary>The rate over the last steps.</summary>
    internal double PerSecond
    {
        get
        {
            (double seconds, long total) = _recent.Peek();
            double elapsed = Seconds - seconds;
            return elapsed > 0 ? (_total - total) / elapsed : 0;
        }
    }

    /// <summary>Does work whose time does not count.</summary>
    internal T Beside<T>(Func<T> work)
    {
        _clock.Stop();
        try
        {
            return work();
        }
        finally
        {
            _clock.Start();
        }
    }

    /// <summary>Counts one step.</summary>
    internal void Count(long number)
    {
        _total += number;
        _recent.Enqueue((Seconds, _total));
        if (_recent.Count > Window)
        {
            _recent.Dequeue();
        }
    }
}
